"""What is read once in a transaction and forgotten with it."""

from functools import partial


def kept(cr, key):
    """A dictionary that lasts as long as the transaction of a cursor.

    A rollback to a savepoint empties it, too, as it empties ``cr.cache``; beyond that,
    a cursor may outlive its transaction, in jobs, crons and retries, and Odoo empties
    the cache only where an environment is left.
    """
    found = cr.cache.get(key)
    if found is None:
        found = cr.cache[key] = {}
        # of the cursor alone: the environment of a user must not be kept by it
        forget = partial(cr.cache.pop, key, None)
        cr.postcommit.add(forget)
        cr.postrollback.add(forget)
    return found
