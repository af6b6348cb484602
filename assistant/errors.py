"""Everything that can go wrong and that a user may have to know about.

    AssistantError                 the root: `cli` prints `str(error)` as one Finnish line and exits with 1
    ├── NewsletterError            one file cannot be read; the others are still indexed
    ├── CorpusError                the corpus folder is missing or holds no newsletter
    ├── SearchIndexError           the index cannot be used
    │   ├── IndexMissingError      there is none yet
    │   ├── IndexDamagedError      its files do not fit together
    │   └── IndexStaleError        it was made with another model, lemmatizer or format
    ├── ModelError                 the embedding model cannot be loaded
    ├── FilterError                a search is limited to what there is not
    ├── QuestionFileError          a batch file of questions cannot be read
    └── SettingsError              a setting has an impossible value

The message of an error is Finnish and meant for a user. "Nothing found" is no error but an `AnswerStatus`.
"""

from __future__ import annotations


class AssistantError(Exception):
    """Root of the tree; its message is one line of Finnish."""


class NewsletterError(AssistantError):
    """A newsletter file cannot be read."""


class CorpusError(AssistantError):
    """The corpus folder is missing or empty."""


class SearchIndexError(AssistantError):
    """The index cannot be used."""


class IndexMissingError(SearchIndexError):
    """There is no index in the folder."""


class IndexDamagedError(SearchIndexError):
    """The files of the index are unreadable or do not fit together."""


class IndexStaleError(SearchIndexError):
    """The index was made with another model, lemmatizer or format than the present ones."""


class ModelError(AssistantError):
    """The embedding model cannot be loaded."""


class FilterError(AssistantError):
    """A search is limited to a newsletter, group or fund that there is not, or to days in wrong order."""


class QuestionFileError(AssistantError):
    """A batch file of questions cannot be read."""


class SettingsError(AssistantError):
    """A setting has an impossible value."""
