"""The blueprint of the items' pages: the list, an item, its placements."""

from flask import Blueprint

blueprint = Blueprint("media", __name__, url_prefix="/media")
