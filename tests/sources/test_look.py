from __future__ import annotations

import json
import subprocess
import sys
import zipfile

from dashboard.sources.look import look

TICKETS = "Ticket ID,Created,Satisfaction,Message\n" + "\n".join(
    f"{i},2026-0{i % 9 + 1}-11 10:00:00,{i % 5 + 1},The parcel number {i} is still late today"
    for i in range(1, 40)
)
SURVEYS = (
    "answer_id,answered_at,kind,score,scale_min,scale_max,direction\n1,2026-03-01 10:00:00,nps,9,0,10,up\n"
)


def test_a_known_export_is_recognised_and_each_column_says_what_it_becomes(tmp_path):
    path = tmp_path / "surveys.csv"
    path.write_text(SURVEYS)
    (seen,) = look(path, tmp_path)
    assert (seen.status, seen.source) == ("recognised", "plain_surveys")
    became = {(row.column, row.becomes) for row in seen.columns}
    assert ("answered_at", "survey_answer.answered_at") in became
    assert ("score", "survey_answer.score") in became
    assert next(row.example for row in seen.columns if row.column == "score") == "9"


def test_an_unknown_export_is_guessed_with_what_only_the_company_knows(tmp_path):
    path = tmp_path / "desk.csv"
    path.write_text(TICKETS)
    (seen,) = look(path, tmp_path)
    assert seen.status == "guessed"
    assert {"scale:Satisfaction", "kind:Satisfaction"} <= {question.key for question in seen.questions}
    assert "contact.opened_at" in seen.targets
    assert ("Created", "contact.opened_at") in {(row.column, row.becomes) for row in seen.columns}


def test_a_column_named_by_hand_takes_its_place_in_the_guess(tmp_path):
    path = tmp_path / "desk.csv"
    path.write_text(TICKETS)
    (seen,) = look(path, tmp_path, {"column:contact.subject": "Message"})
    assert ("Message", "contact.subject") in {(row.column, row.becomes) for row in seen.columns}


def test_an_archive_shows_each_file_it_holds(tmp_path):
    path = tmp_path / "exports.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("surveys.csv", SURVEYS)
        archive.writestr("desk.csv", TICKETS)
    assert sorted(seen.status for seen in look(path, tmp_path)) == ["guessed", "recognised"]


def test_an_empty_file_is_refused_in_words(tmp_path):
    path = tmp_path / "nothing.csv"
    path.write_text("")
    (seen,) = look(path, tmp_path)
    assert seen.status == "refused"
    assert "empty" in seen.cause


def test_a_look_leaves_nothing_behind(tmp_path):
    path = tmp_path / "desk.csv"
    path.write_text(TICKETS)
    look(path, tmp_path)
    assert list(tmp_path.iterdir()) == [path]


def test_as_a_process_it_prints_json(tmp_path):
    path = tmp_path / "surveys.csv"
    path.write_text(SURVEYS)
    command = [sys.executable, "-m", "dashboard.sources.look", str(path), "--home", str(tmp_path)]
    done = subprocess.run(command, input="{}", capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)[0]["source"] == "plain_surveys"
