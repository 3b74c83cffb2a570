"""Every important act, and every change that moves a figure; the actor is a plain uuid, for people live above."""
