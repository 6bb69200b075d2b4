"""What every part of the site shares: the law it answers with, the log, the theme, errors."""
