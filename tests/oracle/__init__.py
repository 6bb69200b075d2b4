"""An independent oracle: the law read a second time, sharing no code with `src`."""
