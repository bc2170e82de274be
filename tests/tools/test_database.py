from gridenv.database import module_print, suite_modules


def make_addon(folder, name, manifest="{'name': 'x'}"):
    addon = folder / name
    (addon / "tests").mkdir(parents=True)
    (addon / "models.py").write_text("")
    (addon / "__manifest__.py").write_text(manifest)
    return addon


def test_only_addons_that_can_be_installed_count(tmp_path):
    make_addon(tmp_path, "grid_b")
    make_addon(tmp_path, "grid_a")
    make_addon(tmp_path, "grid_off", "{'installable': False}")
    (tmp_path / "notes").mkdir()
    assert suite_modules(tmp_path) == ["grid_a", "grid_b"]


def test_a_changed_test_needs_no_update_and_a_changed_model_does(tmp_path):
    addon = make_addon(tmp_path, "grid_a")
    before = module_print(addon)
    (addon / "tests" / "test_new.py").write_text("x = 1")
    assert module_print(addon) == before
    (addon / "models.py").write_text("x = 1")
    assert module_print(addon) != before
