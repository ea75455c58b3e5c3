#!/bin/bash
# A larger teacher, and readers taught by it, on a GPU that is there for a quarter of an hour (train/README.md).
# usage: train/quarter.sh pack PREPARED START.drgm OUT [MIB]      here: OUT/part.00 and so on, of MIB (60) at most
#        train/quarter.sh run PARTS OUT [TEACHER_S [PUPIL_S]]     there: so many seconds each; OUT/back.00 and so on
#        train/quarter.sh unpack OUT FOLDER                       here: what came back
# There needs train/, PyTorch and NumPy alone.  PREPARED: prepare.py's folder with larger.py's larger.npz in it.
# PYTHON, PIECES, WORKERS, TEACHER_MORE and PUPIL_MORE (arguments of fit.py) may be set.
set -euo pipefail
train=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
export PYTHONUNBUFFERED=1

shares='{"articles":0.24,"told":0.13,"sentences":0.12,"newswire":0.03,"polnear":0.16,"ewt":0.12,"gum":0.09,"crossner":0.01,"wikigold":0.03,"pairs":0.006,"made":0.03,"plain":0}'
weights='"arc":0.6,"rel":0.45,"names":2.0,"roles":2.0,"tense":0.5'
trusting='"triggers":1.0,"triggers'\''":2.0,"names'\''":1.5'

pack() {
    local prepared=$1 start=$2 out=$3 size=${4:-60} work
    work=$(mktemp -d)
    mkdir -p "$out" "$work/prepared"
    rm -f "$out"/part.*
    cp "$prepared"/{data.pkl.xz,vocab.txt,restricted.txt,larger.npz} "$work/prepared"
    cp "$start" "$work/start.drgm"
    tar c -C "$work" . | split -d -b "${size}m" - "$out/part."
    rm -r "$work"
    ls -l "$out"
}

fit() { # fit NAME SECONDS SEED WEIGHTS ARGUMENT...
    local name=$1 seconds=$2 seed=$3 weighed=$4
    shift 4
    "$python" "$train/fit.py" prepared "$name" --steps 1000000 --seconds "$seconds" --seed "$seed" --pieces "${PIECES:-12000}" --workers "${WORKERS:-4}" \
        --no-silver --no-figures --save 100000 --shares "$shares" --weights "{$weighed}" "$@" >"back/$name.txt" 2>&1
    cp "$name/log.tsv" "back/$name.tsv" || true # none before the hundredth step
}

pupil() { # pupil NAME SECONDS SEED WEIGHTS
    fit "$@" --start start.drgm --teacher teacher/model.pt --half --rate 1.5e-4 --head-rate 5e-4 --head-dropout 0.25 --warm-up 50 ${PUPIL_MORE:-}
    "$python" "$train/export.py" "$1" prepared/vocab.txt "back/$1.drgm" --log "$1/figures.json" --restricted prepared/restricted.txt
}

finish() { # whatever happened, what there is comes back
    echo "finished after $SECONDS s"
    tar c -C back . | split -d -b 15m - "$out/back."
    ls -l "$out"
}

run() {
    local parts seconds=${3:-260} taught=${4:-220} failed=0 job jobs=()
    parts=$(cd "$1" && pwd)
    mkdir -p "$2"
    out=$(cd "$2" && pwd)
    cd "$(mktemp -d)"
    mkdir back
    trap finish EXIT
    cat "$parts"/part.* | tar x
    fit teacher "$seconds" 61 "$weights" --base prepared/larger.npz --rate 1e-4 --head-rate 6e-4 --warm-up 150 ${TEACHER_MORE:-}
    echo "teacher after $SECONDS s: $(tail -1 back/teacher.tsv)"
    pupil pupil1 "$taught" 62 "$weights" & jobs+=($!)
    pupil pupil2 "$taught" 63 "$weights,$trusting" & jobs+=($!)
    "$python" "$train/teach.py" prepared teacher/model.pt back/said.npz >back/said.txt 2>&1 & jobs+=($!)
    "$python" "$train/evaluate.py" prepared teacher/model.pt >back/teacher-figures.txt 2>&1 & jobs+=($!)
    for job in "${jobs[@]}"; do wait "$job" || failed=1; done
    cat back/teacher-figures.txt
    return $failed
}

unpack() {
    mkdir -p "$2"
    cat "$1"/back.* | tar x -C "$2"
    ls -l "$2"
}

case "${1:-}" in
pack | run | unpack) "$@" ;;
*) sed -n '3,7s/^# //p' "$0"; exit 2 ;;
esac
