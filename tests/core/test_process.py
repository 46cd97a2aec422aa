"""What wetnet sets for the processes it owns, and what it leaves to the user."""

from wetnet.core import process


def test_the_users_own_settings_win(monkeypatch, tmp_path):
    monkeypatch.setenv("PJRT_NPROC", "7")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("JAX_COMPILATION_CACHE_DIR", raising=False)
    process.own()
    assert process.os.environ["PJRT_NPROC"] == "7"
    assert process.os.environ["JAX_COMPILATION_CACHE_DIR"].startswith(str(tmp_path / "wetnet" / "compiled" / "jax-"))


def test_compiled_programs_of_another_processor_are_not_shared(monkeypatch):
    monkeypatch.setattr(process, "_processor", lambda: "flags: avx2")
    one = process._cache()
    monkeypatch.setattr(process, "_processor", lambda: "flags: sse2")
    assert process._cache() != one
