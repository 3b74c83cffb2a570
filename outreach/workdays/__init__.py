"""Which days are worked: public holidays 节假日 and the make-up working days 调休 around them."""
