"""The way up through superiors: it always ends, whatever the records say."""


def path(start, parent_of):
    """The nodes from ``start`` to the top, ``start`` first.

    :param parent_of: function giving the node above, or something false at the top
    :return: list in which no node stands twice, even where superiors form a circle
    """
    nodes = {}
    while start and start not in nodes:
        nodes[start] = True
        start = parent_of(start)
    return list(nodes)


def climb(start, parent_of, accepts):
    """The nodes above ``start`` that accept, nearest first.

    Nodes that do not (missing people, archived, the late person himself) are
    climbed past, not stopped at.
    """
    return [node for node in path(start, parent_of)[1:] if accepts(node)]
