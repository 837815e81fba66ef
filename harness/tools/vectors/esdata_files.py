"""The vector files of ESData: one for each operation, with every object format in it."""

from itertools import chain

import esdata_cms_inputs
import esdata_inputs
import esdata_xml_inputs

_FORMATS = (esdata_inputs, esdata_xml_inputs, esdata_cms_inputs)
FLAGS = {name: meaning for one in _FORMATS for name, meaning in one.FLAGS.items()}


def seal(codec):
    return chain.from_iterable(one.seal(codec) for one in _FORMATS)


def open_envelope(codec):
    return chain.from_iterable(one.open_envelope(codec) for one in _FORMATS)


FILES = {
    "esdata/seal": ("TS-0003", "8.5.2", seal),
    "esdata/open": ("TS-0003", "8.5.2", open_envelope),
}
