"""Values as JSON text, in one spelling each. The encoders are made once: they work for every ballot of a room, and
making one takes as long as what it is made for.
"""

from json import JSONEncoder
from typing import Final

# Whatever JSON doesn't know (an id, a moment) as its own text; without spaces, in UTF-8.
compact: Final = JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode
# The same with sorted names: for what is hashed.
canonical: Final = JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str, sort_keys=True).encode
