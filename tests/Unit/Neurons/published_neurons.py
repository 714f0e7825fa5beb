"""usage: published_neurons.py stage_mn_out.mat result: the published neurons in the files that neurons_judge.py writes."""
import sys

import numpy as np
import scipy.io

cells = scipy.io.loadmat(sys.argv[1])["final_mask_list"][0]
fields = {name: [cell[name][0, 0] for cell in cells] for name in ("position", "centroid", "trace")}
np.save(sys.argv[2] + "_count", np.array([len(p) for p in fields["position"]], np.int32))
np.save(sys.argv[2] + "_position", np.concatenate(fields["position"]).astype(np.int32))
np.save(sys.argv[2] + "_centroid", np.concatenate(fields["centroid"]).astype(np.float64))
np.save(sys.argv[2] + "_trace", np.concatenate(fields["trace"]).astype(np.float64))
