// The data of the page, ready to be drawn: arrays by node and process, sorted by time. Times are
// numbers in the unit of the data: microseconds of a run, lines of a history.

const data = JSON.parse(document.getElementById('data').textContent);
const isRun = data.kind === 'run';
const STATE_NAMES = ['down', 'recovering', 'follower', 'pre-candidate', 'candidate', 'leader'];
const STATE_COLOURS = ['dead', 'recovering', 'follower', 'pre-candidate', 'candidate', 'leader'];
const DEAD = 0, RECOVERING = 1, FOLLOWER = 2, LEADER = 5;
const OUTCOMES = ['OK', 'FAILED', 'UNKNOWN'];
const OK = 0, FAILED = 1, UNKNOWN = 2;
const READ = 0;
const BACKGROUND = ['drop', 'duplicate', 'delay', 'reorder', 'bit-flip', 'clock-drift', 'late-engine'];
const FATES = ['arrived', 'lost: dropped by a fault', 'lost: a partition was in the way', 'lost: the connection had ended'];
const FRAME_NAMES = {
  1: 'HELLO', 2: 'REFUSED', 10: 'PRE_VOTE', 11: 'PRE_VOTE_ANSWER', 12: 'VOTE', 13: 'VOTE_ANSWER',
  20: 'APPEND', 21: 'APPEND_ANSWER', 30: 'HEARTBEAT', 31: 'HEARTBEAT_ANSWER', 40: 'FORWARD', 41: 'FORWARD_ANSWER',
};
const MOST_KEYS = 500;
const MOST_IN_ORDER = 200;

const operations = data.operations.map(
    ([process, key, action, outcome, from, until, node, number, text], index) =>
      ({index, process, key, action, outcome, from, until, node, number, text, place: 0, role: ''}));
const violation = data.violation || null;
if (violation) {
  violation.order.forEach((operation, i) => { operations[operation].place = i + 1; operations[operation].role = 'prefix'; });
  violation.neighbours.forEach(operation => { operations[operation].role = operations[operation].role || 'neighbour'; });
  operations[violation.culprit].role = 'culprit';
} else if (data.focus.operation >= 0) {
  operations[data.focus.operation].role = 'culprit';
}

const keyCounts = new Map();
for (const operation of operations) {
  keyCounts.set(operation.key, (keyCounts.get(operation.key) || 0) + 1);
}

/** states[node][group]: segments {from, until, state, term}; commits likewise: [time, index] steps. */
const states = [];
const commits = [];
for (let node = 0; node <= data.nodes; node++) {
  states.push(Array.from({length: data.groups + 1}, () => []));
  commits.push(Array.from({length: data.groups + 1}, () => []));
}
for (const [from, node, group, state, term] of data.states || []) {
  const segments = states[node][group];
  if (segments.length > 0) segments[segments.length - 1].until = from;
  segments.push({from, until: data.end, state, term, node, group});
}
for (const [time, node, group, index] of data.commits || []) {
  commits[node][group].push([time, index]);
}
const frames = (data.frames || []).map(
    ([from, to, sent, ended, kind, fate, group, term, first, second]) =>
      ({from, to, sent, ended, kind, fate, group, term, first, second}));
const faults = (data.faults || []).map(
    ([from, until, kind, nodes, clients, text]) =>
      ({from, until, kind, nodes, clients, text, background: BACKGROUND.includes(kind)}));

/** Gives items, which are in order of time, rows in which none begins before its neighbour ends. */
function placeInRows(items, endOf, most = Infinity) {
  const ends = [];
  for (const item of items) {
    let row = ends.findIndex(end => end <= item.from);
    if (row < 0) row = Math.min(ends.length, most - 1);
    ends[row] = Math.max(ends[row] || 0, endOf(item));
    item.row = row;
  }
  return ends.length;
}

/** The index of the first element that begins after {@code time}, by its number {@code of}. */
function firstAfter(list, time, of) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (of(list[middle]) > time) high = middle; else low = middle + 1;
  }
  return low;
}

function processName(process) { return data.processes[process]; }
function keyName(key) { return data.keys[key]; }

/** A moment, as exact as a step between two of them asks for. */
function timeText(time, step = 1) {
  if (!isRun) return 'line ' + Math.round(time);
  const digits = Math.min(6, Math.max(0, Math.ceil(-Math.log10(step / 1e6) - 1e-9)));
  return (time / 1e6).toFixed(digits) + ' s';
}

function lengthText(length) {
  if (!isRun) return Math.round(length) + (Math.round(length) === 1 ? ' line' : ' lines');
  if (length >= 1e6) return (length / 1e6).toFixed(3) + ' s';
  if (length >= 1e3) return (length / 1e3).toFixed(length >= 1e5 ? 0 : length >= 1e4 ? 1 : 2) + ' ms';
  return Math.round(length) + ' µs';
}

/** What the page shows: a window of time, and what is looked at. */
const view = {
  from: data.focus.view[0],
  until: data.focus.view[1],
  key: data.focus.key, // -1: all
  group: Math.max(1, data.focus.group),
  selected: null, // {type, item}
  hovered: null,
};
const LEAST_SPAN = isRun ? 50 : 4;

function showTimes(from, until) {
  const span = Math.min(data.end, Math.max(LEAST_SPAN, until - from));
  const middle = (from + until) / 2;
  view.from = Math.min(Math.max(0, middle - span / 2), data.end - span);
  view.until = view.from + span;
}

function zoom(factor, at = (view.from + view.until) / 2) {
  const span = Math.min(data.end, Math.max(LEAST_SPAN, (view.until - view.from) * factor));
  const share = (at - view.from) / (view.until - view.from);
  const from = Math.min(Math.max(0, at - span * share), data.end - span);
  view.from = from;
  view.until = from + span;
}

function pan(share) {
  const by = (view.until - view.from) * share;
  showTimes(view.from + by, view.until + by);
}

function isShown(operation) { return view.key < 0 || operation.key === view.key; }

/** A client of a run does several things at a time, each as a process of its own. */
function clientOf(process) { return isRun ? process >> 8 : process; }

/** The clients that have something to show: {client, label, list, rows}; every operation has a row. */
let clientLanes = {key: NaN, lanes: []};
function shownClients() {
  if (clientLanes.key === view.key) return clientLanes.lanes;
  const lists = new Map();
  for (const operation of operations) {
    if (!isShown(operation)) continue;
    const client = clientOf(operation.process);
    if (!lists.has(client)) lists.set(client, []);
    lists.get(client).push(operation);
  }
  const lanes = [...lists].sort((a, b) => a[0] - b[0]).map(([client, list]) => {
    const rows = placeInRows(list, operation => Math.max(operation.from, operation.until), 6);
    const last = [];
    for (const operation of list) {
      if (last[operation.row]) last[operation.row].next = operation;
      last[operation.row] = operation;
      operation.next = null;
    }
    return {client, label: isRun ? `client ${client + 1}` : processName(client), list, rows};
  });
  clientLanes = {key: view.key, lanes};
  return lanes;
}

function frameFamily(kind) {
  if (kind >= 10 && kind <= 13) return 'vote';
  if (kind === 20) return 'append';
  if (kind === 21) return 'answer';
  if (kind === 40 || kind === 41) return 'forward';
  return 'heartbeat';
}

function frameText(frame) {
  const name = FRAME_NAMES[frame.kind] || 'a frame of no known kind';
  const term = frame.kind >= 10 && frame.kind < 40 ? `, term ${frame.term}` : '';
  let more = '';
  if (frame.kind === 11 || frame.kind === 13) more = frame.first === 1 ? ', granted' : ', refused';
  if (frame.kind === 10 || frame.kind === 12) more = `, log up to ${frame.second}`;
  if (frame.kind === 20) more = frame.first === 0 ? `, no entries, after ${frame.second}` : `, ${frame.first} entries after ${frame.second}`;
  if (frame.kind === 21) more = frame.first === 1 ? `, has entries up to ${frame.second}` : ', refused';
  return `${name} from node ${frame.from} to node ${frame.to}${term}${more}`;
}
