"""Files -> `Newsletter`s; one reader a format, and nothing else reads `corpus/`."""

from assistant.newsletters.corpus import CorpusFile, CorpusReport, newsletter_paths, read_corpus
from assistant.newsletters.worker import read_newsletter

__all__ = ["CorpusFile", "CorpusReport", "newsletter_paths", "read_corpus", "read_newsletter"]
