"""The look of the site: base templates, style sheet, French typography."""
