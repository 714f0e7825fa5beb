#!/usr/bin/env python3
"""Runs suite2p or CaImAn on one movie through its public functions, and writes what it found.

    python3 run_peer.py suite2p|caiman MOVIE.tif OUT SETTINGS.json NAME

SETTINGS.json holds an object of settings under NAME, less a seed's digits (see settings.json beside this file); what it
does not name stays as the program ships it. The program's own result stays in OUT (suite2p's folder, CaImAn's result.hdf5).
Beside it go two lists in the form of our neurons.json, so that one scorer reads them all:

    all.json   every region the program returns
    kept.json  those it keeps itself: suite2p's iscell, CaImAn's accepted components

with the program's version, its settings, the seconds from the movie's file to the result, and the peak of memory.
"""
import json
import os
import re
import resource
import sys
import time

import numpy as np


def region(rows, columns, weights):
    """One find: the centre weighted by its footprint, and the pixels above a tenth of the footprint's peak."""
    weights = np.asarray(weights, float)
    keep = weights > 0.1 * weights.max()
    rows, columns, weights = np.asarray(rows)[keep], np.asarray(columns)[keep], weights[keep]
    return dict(row=float(np.average(rows, weights=weights)), column=float(np.average(columns, weights=weights)),
                coordinates=[[int(r), int(c)] for r, c in zip(rows, columns)])


def suite2p(movie, out, chosen):
    import suite2p
    db = suite2p.default_db()
    db.update(data_path=[os.path.dirname(movie)], file_list=[os.path.basename(movie)], save_path0=out, force_sktiff=True)
    settings = suite2p.default_settings()
    merge(settings, chosen)
    settings['torch_device'] = 'cpu'
    suite2p.run_s2p(db=db, settings=settings)
    plane = os.path.join(out, 'suite2p', 'plane0')
    stat = np.load(os.path.join(plane, 'stat.npy'), allow_pickle=True)
    iscell = np.load(os.path.join(plane, 'iscell.npy'))
    found = [region(s['ypix'], s['xpix'], s['lam']) for s in stat]
    return suite2p.version, found, [f for f, cell in zip(found, iscell[:, 0]) if cell]


def caiman(movie, out, chosen):
    os.environ['CAIMAN_TEMP'] = out
    import caiman as cm
    from caiman.source_extraction.cnmf import cnmf, params
    chosen = dict(chosen)
    twice = chosen.pop('refit', False)
    settings = params.CNMFParams(params_dict=dict(chosen, fnames=[movie]))
    mapped = cm.save_memmap([movie], base_name=os.path.join(out, 'memmap_'), order='C', border_to_0=0)
    pixels, dims, count = cm.load_memmap(mapped)
    images = np.reshape(pixels.T, [count] + list(dims), order='F')
    model = cnmf.CNMF(n_processes=1, params=settings, dview=None)
    model.fit(images)
    if twice:
        model = model.refit(images, dview=None)
    found = components(model, dims)
    model.estimates.evaluate_components(images, model.params, dview=None)
    kept = set(int(i) for i in model.estimates.idx_components)
    model.save(os.path.join(out, 'result.hdf5'))
    os.remove(mapped)
    return cm.__version__, found, [f for i, f in enumerate(found) if i in kept]


def components(model, dims):
    """Footprints of CaImAn count pixels in columns (order F)."""
    found = []
    for i in range(model.estimates.A.shape[1]):
        column = model.estimates.A[:, i].tocoo()
        rows, columns = np.unravel_index(column.row, dims, order='F')
        found.append(region(rows, columns, column.data))
    return found


def merge(settings, chosen):
    for key, value in chosen.items():
        if isinstance(value, dict):
            merge(settings[key], value)
        elif key not in settings:
            raise KeyError(f'suite2p has no setting {key}')
        else:
            settings[key] = value


def main():
    program, movie, out, file, name = sys.argv[1:6]
    with open(file) as f:
        chosen = json.load(f)[re.sub(r'^([A-Za-z]+)\d+-', r'\1-', name)]
    movie, out = os.path.abspath(movie), os.path.abspath(out)
    os.makedirs(out, exist_ok=True)
    start, processor = time.time(), time.process_time()
    version, found, kept = {'suite2p': suite2p, 'caiman': caiman}[program](movie, out, chosen)
    about = dict(program=program, version=version, settings=chosen, seconds=round(time.time() - start, 1),
                 processorSeconds=round(time.process_time() - processor, 1),
                 peakMiB=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
    for label, regions in (('all', found), ('kept', kept)):
        with open(os.path.join(out, label + '.json'), 'w') as f:
            json.dump(dict(about, neurons=regions), f)
    # As hand labels are written, which Import-Neuron reads.
    with open(os.path.join(out, 'all.regions.json'), 'w') as f:
        json.dump([dict(coordinates=r['coordinates']) for r in found], f)
    print(name, version, len(found), 'found', len(kept), 'kept', about['seconds'], 's', about['peakMiB'], 'MiB')


if __name__ == '__main__':
    main()
