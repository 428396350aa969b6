"""Singular values by LAPACK (through PyTorch, float64) of matrices that the studio meets. /usr/bin/python3 make-singular-values.py > singular-values.json"""
import json, torch
torch.manual_seed(11)
def case(name, m): return {"name": name, "rows": m.shape[0], "columns": m.shape[1], "matrix": m.flatten().tolist(), "singularValues": torch.linalg.svdvals(m).tolist()}
wide = torch.randn(8, 32, dtype=torch.float64) * 0.3
rank_two = torch.randn(9, 2, dtype=torch.float64) @ torch.randn(2, 7, dtype=torch.float64)
graded = torch.randn(12, 12, dtype=torch.float64) * torch.logspace(0, -6, 12, dtype=torch.float64)
orthogonal = torch.linalg.qr(torch.randn(10, 10, dtype=torch.float64))[0]
print(json.dumps({"source": "torch.linalg.svdvals, PyTorch " + torch.__version__ + ", float64", "cases": [
    case("a recurrent kernel, wide", wide), case("tall", wide.T.contiguous()), case("rank two", rank_two),
    case("graded over six orders", graded), case("orthogonal", orthogonal), case("a single number", torch.tensor([[-3.5]], dtype=torch.float64))]}))
