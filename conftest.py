"""What holds for all tests."""

from hypothesis import settings

settings.register_profile("teemahaku")
settings.load_profile("teemahaku")
