
// The page: what people click and press, and what it says in words.

const byId = id => document.getElementById(id);
const overview = byId('overview');
const lanesCanvas = byId('lanes');
let drawing = false;

function redraw() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    drawOverview(overview);
    drawAxis(byId('axis'));
    drawLanes(lanesCanvas);
    sayView();
  });
}

/** The state of the page in words, and in attributes for whoever drives it by a program. */
function sayView() {
  const span = view.until - view.from;
  byId('span').textContent = `${timeText(view.from, span / 1000)} to ${timeText(view.until, span / 1000)} (${lengthText(span)})`;
  overview.setAttribute('aria-valuetext', byId('span').textContent);
  overview.setAttribute('aria-valuemin', 0);
  overview.setAttribute('aria-valuemax', data.end);
  overview.setAttribute('aria-valuenow', Math.round(view.from));
  const hints = [];
  if (isRun) {
    if (drawn.arrows === 0 && drawn.framesInView > MOST_ARROWS) hints.push(`Zoom in to see messages: ${drawn.framesInView} are in view, at most ${MOST_ARROWS} are drawn.`);
    if (frames.length < data.framesInAll && (view.from < data.framesFrom || view.until > data.framesUntil)) {
      hints.push(`To keep the page small it has ${frames.length} of ${data.framesInAll} messages, those from ${timeText(data.framesFrom, 1e3)} to ${timeText(data.framesUntil, 1e3)}.`);
    }
  }
  if (data.operationsKept < data.operationsInAll) hints.push(`It has ${data.operationsKept} of ${data.operationsInAll} operations, those nearest to the violation.`);
  if (shownClients().length > layout().lanes.filter(lane => lane.type === 'client').length) hints.push('Clients that do nothing in this window are left out.');
  hints.push('Drag to move, Ctrl and wheel to zoom; keys: arrows, + and −, n and p for operations, j, 0.');
  byId('hint').textContent = hints.join(' ');
  Object.assign(document.body.dataset, {
    from: Math.round(view.from), until: Math.round(view.until), key: view.key, group: view.group,
    arrows: drawn.arrows, messages: drawn.framesInView, operations: drawn.operations, faults: drawn.faults,
    selected: view.selected ? view.selected.type : '', hovered: view.hovered ? view.hovered.type : '',
  });
}

function jump() {
  [view.from, view.until] = data.focus.view;
  view.key = data.focus.key;
  if (data.focus.group > 0) view.group = data.focus.group;
  byId('key').value = view.key;
  if (isRun) byId('group').value = view.group;
  if (data.focus.operation >= 0) select({type: 'operation', item: operations[data.focus.operation]}, false);
  redraw();
}

/** Makes sure that a moment is seen, without zooming. */
function reveal(from, until) {
  const span = view.until - view.from;
  if (from < view.from || until > view.until) {
    const middle = until - from > span ? from + span / 3 : (from + until) / 2;
    showTimes(middle - span / 2, middle + span / 2);
  }
}

function select(target, moves = true) {
  view.selected = target;
  byId('details').replaceChildren(...detailsOf(target));
  if (target && target.type === 'operation') {
    const operation = target.item;
    if (!isShown(operation)) { view.key = operation.key; byId('key').value = view.key; }
    if (moves) {
      reveal(operation.from, operation.until < 0 ? operation.from : operation.until);
      scrollToOperation(operation);
    }
  }
  redraw();
}

function scrollToOperation(operation) {
  const lane = layout().lanes.find(each => each.type === 'client' && each.client === clientOf(operation.process));
  const box = byId('lanes-box');
  const y = lane ? lane.y + operation.row * OPERATION_ROW : 0;
  if (lane && (y < box.scrollTop || y + OPERATION_ROW > box.scrollTop + box.clientHeight)) {
    box.scrollTop = y - box.clientHeight / 2;
  }
}

function line(...parts) {
  const element = document.createElement('div');
  element.append(...parts);
  return element;
}

function bold(text) {
  const element = document.createElement('b');
  element.textContent = text;
  return element;
}

function detailsOf(target) {
  if (!target) return ['Point at anything, or click it.'];
  const item = target.item;
  switch (target.type) {
    case 'operation': return operationDetails(item);
    case 'fault': return [line(bold(item.kind)), line(item.text), line(`${timeText(item.from)} to ${timeText(item.until)}`)];
    case 'state': return [
      line(bold(`node ${item.node}: ${STATE_NAMES[item.state]}`)),
      line(item.state >= FOLLOWER ? `term ${item.term} of group ${item.group}` : ''),
      line(`${timeText(item.from)} to ${timeText(item.until)}`)];
    case 'commit': return [line(bold(`node ${item.node}: commit index`)), line('entries that it knows to be committed; all nodes share one scale')];
    case 'frame': return [line(bold(frameText(item))), line(`sent ${timeText(item.sent)}`), line(`${FATES[item.fate]}, ${timeText(item.ended)}`)];
    default: return [];
  }
}

function operationDetails(operation) {
  const role = {culprit: violation ? 'No order of the operations explains this answer.' : 'The check names this operation.',
    prefix: `Number ${operation.place} of the longest linearizable prefix.`,
    neighbour: 'Under way at the same time as the one that can’t be placed.'}[operation.role] || '';
  const until = operation.until < 0 ? 'never returned' : `until ${timeText(operation.until)} (${lengthText(operation.until - operation.from)})`;
  return [
    line(bold(`${processName(operation.process)}: ${operation.text}`)),
    line(`key ${keyName(operation.key)}` + (isRun ? `, group ${data.keyGroups[operation.key]}` : '') + (operation.node ? `, by node ${operation.node}` : '')),
    line(`${OUTCOMES[operation.outcome]}, from ${timeText(operation.from)} ${until}`),
    line(`operation ${operation.number}. ${role}`),
  ];
}

function briefOf(target) {
  return detailsOf(target).map(part => part.textContent || part).filter(text => text !== '').join('\n');
}

/** A line of a list that can be clicked: a moment and a text. */
function entry(list, time, text, classes, act) {
  const item = document.createElement('li');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = classes;
  const moment = document.createElement('time');
  moment.textContent = timeText(time, 1e3).replace(' s', '');
  const words = document.createElement('span');
  words.textContent = text;
  button.append(moment, words);
  button.addEventListener('click', act);
  item.append(button);
  list.append(item);
}

function writeHeader() {
  document.title = `${data.title}: ${data.verdict} - ApexKV`;
  byId('title').textContent = data.title;
  const failed = data.verdict === 'failed';
  byId('verdict').textContent = failed ? 'FAILED: ' + data.check : data.verdict;
  byId('verdict').classList.add(data.verdict);
  const verdict = (data.story || []).find(sentence => sentence[1] === 'verdict');
  const last = verdict ? verdict[4] : data.message;
  byId('message').textContent = failed ? last : data.verdict === 'passed' ? (isRun ? 'Every check passed.' : 'Linearizable.') : 'The checker’s budget ran out: nobody can say.';
  byId('note').textContent = data.note;
  byId('note').hidden = data.note === '';
  byId('facts').textContent = isRun
    ? `${failed && last !== data.message ? `the check: ${data.message} · ` : ''}${failed ? `found at event ${data.event}, ${timeText(data.at)} · ` : ''}${data.events} events in ${timeText(failed ? data.at : data.end, 1e3)} of simulated time · ${data.nodes} nodes, ${data.groups} ${data.groups === 1 ? 'group' : 'groups'} · ${data.operationsInAll} operations · trace hash ${data.traceHash}`
    : `${data.operationsInAll} operations on ${data.keys.length} ${data.keys.length === 1 ? 'key' : 'keys'}`;
  byId('replay').textContent = data.replay;
  byId('jump').hidden = !failed || (!isRun && !violation);
  byId('whole').textContent = isRun ? 'Whole run' : 'Whole history';
  byId('plan').textContent = data.plan || '';
  byId('plan-box').hidden = !isRun;
  byId('plan-box').open = !failed;
}

function writeStory() {
  byId('story-box').hidden = !data.story || data.story.length === 0;
  for (const [time, kind, node, operation, text] of data.story || []) {
    const culprit = kind === 'client' && operation === data.focus.operation;
    entry(byId('story'), time, text, kind + (culprit ? ' culprit' : ''), () => {
      reveal(time, time);
      if (operation >= 0) select({type: 'operation', item: operations[operation]});
      else redraw();
    });
  }
}

function writeOrder() {
  byId('order-box').hidden = !violation;
  if (!violation) return;
  const culprit = operations[violation.culprit];
  byId('order-text').textContent = violation.order.length === 0
    ? 'Nothing that returned before did anything.'
    : `Everything on ${isRun ? 'key ' : ''}${keyName(culprit.key)} that returned before ${timeText(culprit.until, 1e3)} fits in this order${isRun ? ' (c7.33 is what client 7 wrote with its 33rd request)' : ''}:`;
  const hidden = Math.max(0, violation.order.length - MOST_IN_ORDER);
  for (let i = hidden; i < violation.order.length; i++) {
    const operation = operations[violation.order[i]];
    entry(byId('order'), operation.from, `${i + 1}. ${violation.orderWords[i]} (${processName(operation.process)}${operation.node ? ', node ' + operation.node : ''})`, 'prefix',
        () => select({type: 'operation', item: operation}));
  }
  const list = document.createElement('div');
  entry(list, culprit.from, `✗ ${culprit.text} (${processName(culprit.process)}${culprit.node ? ', node ' + culprit.node : ''}) can’t be placed behind it`, 'culprit',
      () => select({type: 'operation', item: culprit}));
  byId('culprit').replaceChildren(...list.firstChild.childNodes);
  byId('explanation').textContent = violation.explanation.join('\n');
  byId('order').scrollTop = 1e6;
}

function writeChoices() {
  const keys = [...keyCounts.keys()].sort((a, b) => keyCounts.get(b) - keyCounts.get(a)).slice(0, MOST_KEYS).sort((a, b) => a - b);
  if (data.focus.key >= 0 && !keys.includes(data.focus.key)) keys.unshift(data.focus.key);
  const option = (value, text) => { const made = document.createElement('option'); made.value = value; made.textContent = text; return made; };
  byId('key').append(option(-1, keyCounts.size > MOST_KEYS ? `all (the ${MOST_KEYS} busiest are listed)` : 'all'));
  for (const key of keys) {
    byId('key').append(option(key, keyName(key) + (violation && key === data.focus.key ? ' (not linearizable)' : '')));
  }
  byId('key').value = view.key;
  byId('group-label').hidden = data.groups < 2;
  for (let group = 1; group <= data.groups; group++) byId('group').append(option(group, group));
  byId('group').value = view.group;
}

function writeLegend() {
  const parts = isRun
    ? [['leader', 'leader'], ['candidate', 'candidate'], ['pre-candidate', 'asks for pre-votes'], ['follower', 'follower'], ['recovering', 'recovering'], ['dead', 'down'], ['fault', 'fault'], ['shade', 'liveness phase: faults are over, but for nodes outside the core', 'phase'],
      ['commit', 'commit index; ticks: durable writes', 'thin'], ['frame-vote', 'votes', 'thin'], ['frame-append', 'append', 'thin'], ['frame-answer', 'its answer', 'thin'], ['frame-heartbeat', 'heartbeat', 'thin'], ['frame-forward', 'forwarded', 'thin'], ['bad', 'lost', 'thin']]
    : [];
  parts.push(['ok', 'write, OK'], ['ok-soft', 'read, OK'], ['failed', 'FAILED'], ['unknown', 'UNKNOWN'], ['bad', 'can’t be placed']);
  for (const [colour, text, shape] of parts) {
    const item = document.createElement('li');
    const swatch = document.createElement('i');
    swatch.style.background = `var(--${colour})`;
    if (shape) swatch.className = shape;
    item.append(swatch, text);
    byId('legend').append(item);
  }
}

/** From operation to operation, in the order of their invocations. */
function step(direction) {
  const shown = operations.filter(isShown);
  if (shown.length === 0) return;
  const current = view.selected && view.selected.type === 'operation' ? shown.indexOf(view.selected.item) : -1;
  const begin = firstAfter(shown, view.from, operation => operation.from);
  const next = current >= 0 ? current + direction : direction > 0 ? begin : begin - 1;
  select({type: 'operation', item: shown[Math.min(shown.length - 1, Math.max(0, next))]});
}

const keyActions = {
  ArrowLeft: () => pan(-.15), ArrowRight: () => pan(.15),
  '+': () => zoom(.5), '=': () => zoom(.5), '-': () => zoom(2),
  j: jump, 0: () => showTimes(0, data.end), Home: () => showTimes(0, view.until - view.from), End: () => showTimes(data.end, data.end + view.until - view.from),
  n: () => step(1), p: () => step(-1), Escape: () => select(null),
};

document.addEventListener('keydown', event => {
  const typing = event.target instanceof HTMLSelectElement;
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !keyActions[event.key]) return;
  keyActions[event.key]();
  event.preventDefault();
  redraw();
});

const buttonActions = {
  jump, whole: () => showTimes(0, data.end), earlier: () => pan(-.3), later: () => pan(.3),
  'zoom-in': () => zoom(.5, zoomCentre()), 'zoom-out': () => zoom(2, zoomCentre()),
};
for (const [id, act] of Object.entries(buttonActions)) {
  byId(id).addEventListener('click', () => { act(); redraw(); });
}

/** Zooming by button goes towards what is selected, or the violation, if it is in view. */
function zoomCentre() {
  const selected = view.selected && view.selected.type === 'operation' ? view.selected.item.until : -1;
  for (const time of [selected, data.verdict === 'failed' ? data.focus.at : -1]) {
    if (time >= view.from && time <= view.until) return time;
  }
  return (view.from + view.until) / 2;
}

byId('key').addEventListener('change', event => { view.key = Number(event.target.value); redraw(); });
byId('group').addEventListener('change', event => { view.group = Number(event.target.value); redraw(); });
byId('copy').addEventListener('click', () => {
  getSelection().selectAllChildren(byId('replay'));
  if (navigator.clipboard) navigator.clipboard.writeText(data.replay).then(() => { byId('copy').textContent = 'Copied'; }, () => {});
});

/** The overview's window: dragged in the middle it moves, at an edge it grows, beside it jumps. */
overview.addEventListener('pointerdown', event => {
  const scale = scaleOf(overview.clientWidth, 0, data.end);
  const begin = scale.time(event.offsetX);
  const edge = Math.min(6 / scale.perTime, (view.until - view.from) / 4); // a narrow window has a middle too
  const window = {from: view.from, until: view.until};
  const grabs = Math.abs(begin - window.from) < edge ? 'from' : Math.abs(begin - window.until) < edge ? 'until' : 'both';
  if (grabs === 'both' && (begin < window.from || begin > window.until)) {
    const half = (window.until - window.from) / 2;
    showTimes(begin - half, begin + half);
    Object.assign(window, {from: view.from, until: view.until});
    redraw();
  }
  drag(overview, event, moved => {
    const by = moved / scale.perTime;
    if (grabs === 'from') showTimes(Math.min(window.from + by, window.until - LEAST_SPAN), window.until);
    else if (grabs === 'until') showTimes(window.from, Math.max(window.until + by, window.from + LEAST_SPAN));
    else showTimes(window.from + by, window.until + by);
  });
});

function drag(element, down, move) {
  element.setPointerCapture(down.pointerId);
  const moved = event => { move(event.clientX - down.clientX); redraw(); };
  const up = () => {
    element.removeEventListener('pointermove', moved);
    element.removeEventListener('pointerup', up);
    element.removeEventListener('pointercancel', up);
  };
  element.addEventListener('pointermove', moved);
  element.addEventListener('pointerup', up);
  element.addEventListener('pointercancel', up);
}

lanesCanvas.addEventListener('pointerdown', event => {
  const window = {from: view.from, until: view.until};
  const {perTime} = scaleOf(lanesCanvas.clientWidth);
  let far = false;
  drag(lanesCanvas, event, moved => {
    far = far || Math.abs(moved) > 4;
    if (far) showTimes(window.from - moved / perTime, window.until - moved / perTime);
  });
  lanesCanvas.addEventListener('pointerup', () => {
    if (!far) select(targetAt(event.offsetX, event.offsetY), false);
  }, {once: true});
});

lanesCanvas.addEventListener('pointermove', event => {
  const target = targetAt(event.offsetX, event.offsetY);
  const tooltip = byId('tooltip');
  view.hovered = target;
  document.body.dataset.hovered = target ? target.type : '';
  tooltip.hidden = !target;
  if (target) {
    const moment = scaleOf(lanesCanvas.clientWidth).time(event.offsetX);
    tooltip.textContent = target.type === 'commit' ? commitText(target.item, moment) : briefOf(target);
    const right = event.clientX + 16 + tooltip.offsetWidth > innerWidth;
    tooltip.style.left = (right ? event.clientX - 12 - tooltip.offsetWidth : event.clientX + 16) + 'px';
    tooltip.style.top = Math.min(innerHeight - tooltip.offsetHeight - 8, event.clientY + 14) + 'px';
  }
});

function commitText({node, steps}, moment) {
  const at = firstAfter(steps, moment, each => each[0]) - 1;
  return `node ${node}: ` + (at < 0 ? 'nothing committed yet' : `committed up to ${steps[at][1]}`) + `\n${timeText(moment)}`;
}

lanesCanvas.addEventListener('pointerleave', () => { byId('tooltip').hidden = true; view.hovered = null; document.body.dataset.hovered = ''; });

for (const canvas of [lanesCanvas, overview]) {
  canvas.addEventListener('wheel', event => {
    if (event.ctrlKey || event.metaKey) {
      const scale = canvas === lanesCanvas ? scaleOf(canvas.clientWidth) : scaleOf(canvas.clientWidth, 0, data.end);
      zoom(Math.exp(event.deltaY * .003), scale.time(event.offsetX));
    } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      pan((event.deltaX || event.deltaY) / 1000);
    } else {
      return; // the page scrolls
    }
    event.preventDefault();
    redraw();
  }, {passive: false});
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { readColours(); redraw(); });
new ResizeObserver(redraw).observe(byId('timeline'));
readColours();
writeHeader();
writeStory();
writeOrder();
writeChoices();
writeLegend();
if (data.verdict === 'failed') jump(); else redraw();
document.body.dataset.ready = 'true';
