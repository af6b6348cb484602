"""Files -> `Newsletter`s; one reader a format, and nothing else reads `corpus/`."""

from assistant.newsletters.reading import CorpusReport, newsletter_paths, read_corpus, read_newsletter

__all__ = ["CorpusReport", "newsletter_paths", "read_corpus", "read_newsletter"]
