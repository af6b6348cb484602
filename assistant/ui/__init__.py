"""The page: one file a tab; `page.build_page` puts them together. Words in `texts`, looks in `theme` and `assets/`."""
