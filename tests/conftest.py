"""How random examples are drawn: no time limit an example, and many more of them at night."""

from hypothesis import settings

settings.register_profile("usual", deadline=None)
settings.register_profile("nightly", deadline=None, max_examples=2000)
settings.load_profile("usual")
