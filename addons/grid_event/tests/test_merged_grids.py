from .common import EventCase


class TestMergedGrids(EventCase):
    def test_open_work_goes_with_a_merged_station(self):
        reported = self.reported()
        dispatched = self.dispatched(self.order(self.police))
        archived = self.make_event()
        self.move(archived, self.worker, "solve", result="Done.")
        self.community_a1._merge_into(self.community_a2)
        events = (reported | dispatched).sudo()
        events.invalidate_recordset()
        self.assertEqual(events.holder_id, self.community_a2)
        self.assertEqual(reported._desk().node_id, self.community_a2)
        self.assertEqual(dispatched.order_ids.sender_id, self.community_a2)
        self.assertEqual(archived.sudo().holder_id, self.community_a1)
        head = self.make_user("event_station_2", self.community_a2, "station_head")
        self.move(reported, head, "accept")
        self.assertEqual(reported.state, "accepted")

    def test_orders_go_with_a_merged_grid(self):
        event = self.dispatched(self.order(self.grid_a11))
        self.grid_a11._merge_into(self.grid_a12)
        event.invalidate_recordset()
        self.assertEqual(event.order_ids.node_id, self.grid_a12)
        self.assertEqual(event.grid_id, self.grid_a12)
        self.assertEqual(event.order_ids.grid_id, self.grid_a12)
