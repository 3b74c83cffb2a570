"""Where outreach happens: places, nested, of many kinds."""
