import secrets
from dataclasses import replace

from exchange.kernel.rulings import NotFound, Stale
from exchange.library.actions.sections import rewrite
from exchange.library.actions.texts import render_ahead
from exchange.library.body import Block
from exchange.library.content import Content
from exchange.library.sections import digest_of_block
from exchange.people.actor import Actor


def new_block_key() -> str:
    """Of a building block that is begun: it stays over versions, so that a reuse can name it."""
    return secrets.token_hex(4)


def add_block(actor: Actor, experience_id: int, block: Block) -> None:
    """Put a building block after the others."""

    _rendered(block)
    rewrite(actor, experience_id, lambda kept: _added(kept, block))


def _added(kept: Content, block: Block) -> Content:
    return _with_blocks(kept, (*kept.body.blocks, block))


def save_block(actor: Actor, experience_id: int, block: Block, digest: str) -> None:
    """Keep a building block; Stale if this one was changed since. One that somebody took out
    meanwhile comes back as the last."""

    def change(kept: Content) -> Content:
        there = _block_of(kept, block.key)
        if there is None:
            return _added(kept, block)
        if digest_of_block(there) != digest:
            raise Stale
        return _with_blocks(
            kept, tuple(block if one.key == block.key else one for one in kept.body.blocks)
        )

    _rendered(block)
    rewrite(actor, experience_id, change)


def remove_block(actor: Actor, experience_id: int, key: str) -> None:
    """Take a building block out; nothing is done if it is gone."""

    def change(kept: Content) -> Content:
        return _with_blocks(kept, tuple(one for one in kept.body.blocks if one.key != key))

    rewrite(actor, experience_id, change)


def move_block(actor: Actor, experience_id: int, key: str, place: int) -> None:
    """Put a building block at this place, counted from 1."""

    def change(kept: Content) -> Content:
        block = _block_of(kept, key)
        if block is None:
            raise NotFound
        others = [one for one in kept.body.blocks if one.key != key]
        at = min(max(place, 1), len(others) + 1) - 1
        return _with_blocks(kept, (*others[:at], block, *others[at:]))

    rewrite(actor, experience_id, change)


def _block_of(content: Content, key: str) -> Block | None:
    return next((block for block in content.body.blocks if block.key == key), None)


def _with_blocks(content: Content, blocks: tuple[Block, ...]) -> Content:
    return replace(content, body=replace(content.body, blocks=blocks))


def _rendered(block: Block) -> None:
    render_ahead(_with_blocks(Content(), (block,)))
