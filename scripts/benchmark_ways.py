"""Programs that `benchmark.py` runs in processes of their own, each with its arguments.

``SCRIPT``, ``FLOOR`` and ``DATATROVE`` are given an archive of records, where to write, and how
many cores there are; ``STAGES`` a corpus and a folder to build in, and prints seconds as JSON.
"""

from __future__ import annotations

SCRIPT = """
import json, re, sys
import jieba.posseg, opencc
import pandas
corpus, out, _ = sys.argv[1:]
hans, hant = opencc.OpenCC("t2s"), opencc.OpenCC("s2t")
rows = []
for line in open(corpus, encoding="utf-8"):
    record = json.loads(line)
    for sentence in re.findall(r"[^。！？\\n]+[。！？]?[”’」』）]*", record["content"]):
        pairs = list(jieba.posseg.cut(sentence))
        rows.append({
            "title": record["headline"], "date": record["pub_time"], "text": sentence,
            "text_hans": hans.convert(sentence), "text_hant": hant.convert(sentence),
            "tokens": [pair.word for pair in pairs], "tags": [pair.flag for pair in pairs],
        })
pandas.DataFrame(rows).to_parquet(out)
"""

FLOOR = """
import json, sys
from multiprocessing import Process
import opencc, rjieba
corpus, out, workers = sys.argv[1:]
def run(share):
    words, hans, hant = rjieba.Jieba(), opencc.OpenCC("t2s"), opencc.OpenCC("s2t")
    for number, line in enumerate(open(corpus, encoding="utf-8")):
        if number % int(workers) != share:
            continue
        record = json.loads(line)
        text = record["headline"] + "\\n" + record["content"]
        words.tag(text), hans.convert(text), hant.convert(text)
if __name__ == "__main__":
    others = [Process(target=run, args=(share,)) for share in range(1, int(workers))]
    for other in others:
        other.start()
    run(0)
    for other in others:
        other.join()
"""

DATATROVE = """
import sys
from pathlib import Path
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import ParquetWriter
from datatrove.utils.typeshelper import Languages
from datatrove.utils.word_tokenizers import load_word_tokenizer
class Words(PipelineStep):
    name = "words"
    def run(self, data, rank=0, world_size=1):
        tokenizer = load_word_tokenizer(Languages.mandarin_chinese)
        for document in data:
            document.metadata["tokens"] = tokenizer.word_tokenize(document.text)
            yield document
if __name__ == "__main__":
    corpus, out, workers = sys.argv[1:]
    path = Path(corpus)
    LocalPipelineExecutor(
        pipeline=[JsonlReader(str(path.parent), glob_pattern=path.name, text_key="content"),
                  Words(), ParquetWriter(out)],
        tasks=1, workers=1, logging_dir=out + ".log",
    ).run()
"""

STAGES = """
import json, sys, time
from collections.abc import Iterator
from pathlib import Path
from juku import rowhash, store
from juku.build.reading import readers
from juku.build.rows import annotate, columns, readings, stages
from juku.build.running import figures, pipeline, reprints, tasks
from juku.build.rows.kit import Options
from juku.build.running.settings import Settings
from juku.build.reading.workdir import Workdir
NAMED = {
    "read records": (readers, "read"),
    "lay out, mend, split": (stages, "draft"),
    "segment, tag, vote": (annotate, "_words"),
    "simplified and traditional": (annotate, "_forms"),
    "normal form": (annotate, "_edits"),
    "quotations": (readings, "of_quotes"),
    "dates and quantities": (readings, "of_numbers"),
    "columns": (columns, "table"),
    "write Parquet": (store, "write"),
    "row hashes": (rowhash, "of_table"),
    "sketches for reprints": (reprints, "sketches"),
    "figures for documents": (figures, "of_table"),
    "all": (tasks, "run"),
}
spent = dict.fromkeys(NAMED, 0.0)
def timed(label, module, name):
    call = getattr(module, name)
    def run(*args, **kwargs):
        started = time.process_time()
        made = call(*args, **kwargs)
        made = list(made) if isinstance(made, Iterator) else made
        spent[label] += time.process_time() - started
        return made
    setattr(module, name, run)
asked = Settings(Path(sys.argv[1]), options=Options(segmenter="rjieba"))
plan, kit = pipeline.prepare(asked, Path(sys.argv[2]))
work = tasks.Work(plan, kit, Workdir(Path(sys.argv[2])), asked, stages.process)
stages.process([], kit)
kit.segmenter.segment(["句"])
for label, (module, name) in NAMED.items():
    timed(label, module, name)
tasks.run(work, 0)
print(json.dumps(spent))
"""
