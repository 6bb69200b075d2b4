"""The law as data: instruments, lists, regimes, territories, readings; loading and checking."""
