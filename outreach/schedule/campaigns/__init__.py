"""Campaigns 主题活动, their editions by rule or notice, and the responsibility list made of them."""
