"""Values that all requests of a process share, forgotten when a record changes.

On top of Odoo's ``ormcache``, whose signal reaches the other processes: a
transaction that has changed the records itself reads its own version, and what it
has not committed never gets into the cache that others read.
"""

CACHE = "stable"
"""The ormcache to use: the default one is emptied too often for what is dear."""


def changed(env, key):
    """Tell that records behind ``key`` were changed in this transaction."""
    cr, registry = env.cr, env.registry
    cr.cache.pop(key, None)
    registry.clear_cache(CACHE)
    # kept with the callbacks: a rollback to a savepoint empties ``cr.cache``
    if not cr.postcommit.data.get(key):
        cr.postcommit.data[key] = True
        # another thread may have filled it from the old rows before the commit
        cr.postcommit.add(lambda: registry.clear_cache(CACHE))


def read(env, key, name, cached, compute):
    """A value that rests on the records behind ``key``.

    :param name: name of the value, as several may rest on the same records
    :param cached: function behind an ``ormcache``
    :param compute: the same function without it
    """
    if not env.cr.postcommit.data.get(key):
        return cached()
    own = env.cr.cache.setdefault(key, {})
    if name not in own:
        own[name] = compute()
    return own[name]
