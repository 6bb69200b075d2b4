"""Method: the steps of a scheme, and the lists they draw from figures."""
