"""A page in; its title, authors, dates, language, image and body out."""
