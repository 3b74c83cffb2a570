"""Official documents 公文 in Word: how they look (GB/T 9704), their templates, and a text put into one."""
