"""Any table in, any table out: recognised, bounded, read and written whole or not at all."""
