"""The few keys and values that everybody draws from, so that they meet."""

from __future__ import annotations

WEBHOOKS = ("a", "b", "c")
CHANNELS = ("p", "q", "r", "s")
WEBHOOK_NAMES = ("Bot 1", "Bot 2", "Bot 3", "Bot 4")
CHANNEL_NAMES = ("Chat 1", "Chat 2", "Chat 3", "Chat 4", "Chat 5")
URIS = ("https://bots.example.com/8x8", "https://BOTS.example.com/8x8/", "https://bots.example.com/8x8?v=2")
QUEUES = ("sales", "billing")
DESCRIPTIONS = ("", "On the shop", "In the app")
