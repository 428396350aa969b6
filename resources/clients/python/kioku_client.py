"""Client of the HTTP API of Kioku Studio, in one file and with nothing but the standard library (Python 3.8 or newer).

    from kioku_client import Kioku

    kioku = Kioku("http://127.0.0.1:5860", token="...")   # kioku tokens add NAME --scope use
    print(kioku.complete("my-run", "Once upon a time", max_tokens=64, seed=1)["choices"][0]["text"])
    for part in kioku.stream("my-run", "Once upon a time", max_tokens=200):
        print(part, end="", flush=True)

A model is the name or id of a run. Every answer is a dict as the API gives it; an error raises KiokuError.
"""

import json
import urllib.error
import urllib.parse
import urllib.request
from typing import Any, Dict, Iterator, List, Optional, Sequence, Union

__all__ = ["Kioku", "KiokuError"]

Json = Dict[str, Any]


class KiokuError(Exception):
    """An answer of the studio that is an error."""

    def __init__(self, status: int, error: Json):
        super().__init__(error.get("message", f"The studio answered {status}."))
        self.status = status
        self.type = error.get("type")
        self.param = error.get("param")
        self.code = error.get("code")


class Kioku:
    """The HTTP API of a Kioku Studio."""

    def __init__(self, base_url: str = "http://127.0.0.1:5860", *, token: str, timeout: float = 600):
        base = base_url.rstrip("/")
        self._origin = base[: -len("/v1")] if base.endswith("/v1") else base
        self._token = token
        self._timeout = timeout

    # Networks

    def models(self) -> List[Json]:
        """Lists the networks that can be used."""
        return self._json("GET", "/v1/models")["data"]

    def complete(self, model: str, prompt: Union[str, Sequence[str]] = "", **options: Any) -> Json:
        """Lets a language model continue texts. Options: max_tokens, temperature, top_p, n, stop, seed, logprobs, echo, weights."""
        return self._json("POST", "/v1/completions", {"model": model, "prompt": prompt, **options})

    def stream(self, model: str, prompt: str = "", **options: Any) -> Iterator[str]:
        """Yields the parts of one continuation as they are written. Closing the iterator ends the writing."""
        body = {"model": model, "prompt": prompt, **options, "n": 1, "stream": True}
        with self._open("POST", "/v1/completions", body) as response:
            for line in response:
                if not line.startswith(b"data: "):
                    continue
                data = line[len(b"data: ") :].strip()
                if data == b"[DONE]":
                    return
                part = json.loads(data)
                if "error" in part:
                    raise KiokuError(response.status, part["error"])
                for choice in part["choices"]:
                    yield choice["text"]

    def classify(self, model: str, texts: Union[str, Sequence[str]], top: Optional[int] = None) -> List[Json]:
        """Tells the class of each text, with the probabilities of all classes or of the likeliest ones."""
        return self._json("POST", "/v1/classify", {"model": model, "input": texts, "top": top})["data"]

    def tag(self, model: str, sentences: Union[str, Sequence[Union[str, Sequence[str]]]]) -> List[Json]:
        """Tells a tag for each word of sentences, which are texts or lists of words."""
        return self._json("POST", "/v1/tag", {"model": model, "input": sentences})["data"]

    def forecast(self, model: str, rows: Optional[Sequence[Json]] = None, **options: Any) -> List[Json]:
        """Goes on with numbers over time: with the run's own rows, or with new ones. Options: series, horizon, known_ahead."""
        return self._json("POST", "/v1/forecast", {"model": model, "rows": rows, **options})["data"]

    def embed(self, model: str, texts: Union[str, Sequence[str]], pooling: str = "last") -> List[List[float]]:
        """Represents texts by hidden states of the last recurrent layer: the last one, or their mean."""
        answer = self._json("POST", "/v1/embeddings", {"model": model, "input": texts, "pooling": pooling})
        return [each["embedding"] for each in answer["data"]]

    # Trainings

    def datasets(self) -> List[Json]:
        """Lists the datasets."""
        return self._json("GET", "/v1/datasets")["data"]

    def runs(self, **options: Any) -> List[Json]:
        """Lists the trainings, the newest first. Options: state, limit."""
        return self._json("GET", "/v1/runs", query=options)["data"]

    def start_run(self, dataset: str, **options: Any) -> Json:
        """Starts a training, or queues it. Options: name, preset, model, tokenizer, train, horizon, window."""
        return self._json("POST", "/v1/runs", {"dataset": dataset, **options})

    def run(self, run: str) -> Json:
        """Describes a training."""
        return self._json("GET", _of_run(run))

    def run_metrics(self, run: str, **options: Any) -> Json:
        """Tells the course of a training. Options: after_step, max_points."""
        return self._json("GET", _of_run(run, "/metrics"), query=options)

    def pause_run(self, run: str) -> Json:
        return self._json("POST", _of_run(run, "/pause"), {})

    def resume_run(self, run: str) -> Json:
        return self._json("POST", _of_run(run, "/resume"), {})

    def stop_run(self, run: str) -> Json:
        """Ends a training early; a last checkpoint is kept."""
        return self._json("POST", _of_run(run, "/stop"), {})

    def _json(self, method: str, path: str, body: Optional[Json] = None, query: Optional[Json] = None) -> Json:
        with self._open(method, path, body, query) as response:
            return json.load(response)

    def _open(self, method: str, path: str, body: Optional[Json] = None, query: Optional[Json] = None):
        address = self._origin + path + (f"?{urllib.parse.urlencode(query)}" if query else "")
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        request = urllib.request.Request(address, data=data, headers=headers, method=method)
        try:
            return urllib.request.urlopen(request, timeout=self._timeout)
        except urllib.error.HTTPError as answer:
            with answer:
                try:
                    error = json.load(answer).get("error", {})
                except ValueError:
                    error = {}
            raise KiokuError(answer.code, error) from None


def _of_run(run: str, action: str = "") -> str:
    return f"/v1/runs/{urllib.parse.quote(run, safe='')}{action}"
