"""The check list 报送体检: what stands open in a period before its figures are declared final."""
