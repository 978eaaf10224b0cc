
// Drawing. Everything that can be pointed at is put into `targets` while it is drawn.

const GUTTER = 132;
const FAULT_ROW = 18;
const ROLE_HEIGHT = 20;
const NODE_HEIGHT = 66;
const OPERATION_ROW = 21;
const MOST_ARROWS = 500;
const MOST_FAULT_ROWS = 9;
const FOR_GOOD = ' for good'; // what is wrong with the nodes outside the core
const FONT = '12px system-ui, "Segoe UI", "DejaVu Sans", sans-serif';
const SMALL = '11px system-ui, "Segoe UI", "DejaVu Sans", sans-serif';

let colours = {};
let targets = [];
const drawn = {arrows: 0, faults: 0, operations: 0, framesInView: 0};

function readColours() {
  const style = getComputedStyle(document.documentElement);
  colours = new Proxy({}, {get: (known, name) => (known[name] = known[name] || style.getPropertyValue('--' + name).trim())});
}

/** A canvas of the size that the page gives it, sharp on every screen. */
function prepare(canvas, height) {
  const ratio = window.devicePixelRatio || 1;
  if (height) canvas.style.height = height + 'px';
  const width = canvas.clientWidth;
  const tall = canvas.clientHeight;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(tall * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(tall * ratio);
  }
  const pen = canvas.getContext('2d');
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, tall);
  pen.font = FONT;
  pen.textBaseline = 'middle';
  return {pen, width, height: tall};
}

/** From time to pixels and back, for the window that is shown. */
function scaleOf(width, from = view.from, until = view.until) {
  const perTime = (width - GUTTER) / (until - from);
  return {
    x: time => GUTTER + (time - from) * perTime,
    time: x => from + (x - GUTTER) / perTime,
    perTime,
  };
}

function tickStep(span, width) {
  const least = span / Math.max(2, (width - GUTTER) / 110);
  let step = 1;
  while (step < least) {
    const digit = Number(String(step)[0]);
    step = digit === 1 ? step * 2 : digit === 2 ? step * 2.5 : step * 2;
    step = Math.round(step);
  }
  return step;
}

function clip(pen, text, width) {
  if (pen.measureText(text).width <= width) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pen.measureText(text.slice(0, middle) + '…').width <= width) low = middle; else high = middle - 1;
  }
  return low < 2 ? '' : text.slice(0, low) + '…';
}

function drawAxis(canvas) {
  const {pen, width, height} = prepare(canvas);
  const scale = scaleOf(width);
  const step = tickStep(view.until - view.from, width);
  pen.strokeStyle = colours.line;
  pen.fillStyle = colours.faint;
  pen.font = SMALL;
  for (let time = Math.ceil(view.from / step) * step; time <= view.until; time += step) {
    const x = scale.x(time);
    pen.beginPath();
    pen.moveTo(x, height - 7);
    pen.lineTo(x, height);
    pen.stroke();
    pen.textAlign = 'center';
    if (x < width - 24) pen.fillText(timeText(time, step), x, height - 15);
  }
  pen.textAlign = 'left';
  if (data.verdict === 'failed' && data.focus.at >= view.from && data.focus.at <= view.until) {
    const x = scale.x(data.focus.at);
    pen.fillStyle = colours.bad;
    pen.beginPath();
    pen.moveTo(x - 6, height - 9);
    pen.lineTo(x + 6, height - 9);
    pen.lineTo(x, height);
    pen.fill();
  }
}

function drawOverview(canvas) {
  const {pen, width, height} = prepare(canvas);
  const scale = scaleOf(width, 0, data.end);
  const top = 4;
  pen.fillStyle = colours.faint;
  pen.font = SMALL;
  pen.fillText(isRun ? 'whole run' : 'all of it', 8, height / 2 - 8);
  pen.fillText(isRun ? timeText(data.end, 1e5) : data.operationsInAll + ' operations', 8, height / 2 + 8);
  let y = top;
  pen.fillStyle = colours.fault;
  for (const fault of faults) {
    pen.globalAlpha = .55;
    pen.fillRect(scale.x(fault.from), y, Math.max(1, (fault.until - fault.from) * scale.perTime), 8);
  }
  pen.globalAlpha = 1;
  if (faults.length > 0) y += 11;
  if (isRun) {
    const row = Math.min(7, 26 / data.nodes);
    for (let node = 1; node <= data.nodes; node++, y += row) {
      for (const segment of states[node][view.group]) {
        if (segment.state !== LEADER && segment.state !== DEAD) continue;
        pen.fillStyle = colours[STATE_COLOURS[segment.state]];
        pen.fillRect(scale.x(segment.from), y, Math.max(1, (segment.until - segment.from) * scale.perTime), row - 1);
      }
    }
  }
  drawDensity(pen, scale, width, y + 2, height - y - 5);
  if (data.verdict === 'failed') {
    pen.fillStyle = colours.bad;
    pen.fillRect(scale.x(data.focus.at) - 1, 0, 2.5, height);
  }
  const from = scale.x(view.from);
  const until = Math.max(from + 3, scale.x(view.until));
  pen.fillStyle = colours.window;
  pen.fillRect(from, 0, until - from, height);
  pen.strokeStyle = colours.accent;
  pen.lineWidth = 1.5;
  pen.strokeRect(from, 1, until - from, height - 2);
  pen.lineWidth = 1;
}

/** How many operations end a pixel, by outcome. */
function drawDensity(pen, scale, width, top, height) {
  const bins = [new Float64Array(width), new Float64Array(width), new Float64Array(width)];
  let most = 1;
  for (const operation of operations) {
    if (!isShown(operation)) continue;
    const x = Math.floor(scale.x(operation.from));
    if (x >= 0 && x < width) bins[operation.outcome][x]++;
  }
  for (let x = 0; x < width; x++) most = Math.max(most, bins[0][x] + bins[1][x] + bins[2][x]);
  for (let x = GUTTER; x < width; x++) {
    let y = top + height;
    for (const outcome of [OK, UNKNOWN, FAILED]) {
      const tall = height * bins[outcome][x] / most;
      pen.fillStyle = colours[['ok', 'failed', 'unknown'][outcome]];
      pen.fillRect(x, y - tall, 1, tall);
      y -= tall;
    }
  }
}

/** The lanes that there are now, with their places. */
function layout() {
  const lanes = [];
  let y = 6;
  if (isRun || faults.length > 0) {
    // Rows are given anew for what is visible, so that a window shows no empty ones.
    const visible = faults.filter(fault => fault.until >= view.from && fault.from <= view.until);
    const perPixel = (view.until - view.from) / (lanesCanvas.clientWidth - GUTTER);
    const main = visible.filter(fault => !fault.background);
    const rows = Math.max(1, placeInRows(main, fault => Math.max(fault.until, fault.from + (14 + 6.4 * (isRun ? fault.kind : fault.text).length) * perPixel), MOST_FAULT_ROWS));
    lanes.push({type: 'faults', label: 'faults', y, height: rows * FAULT_ROW, row: FAULT_ROW, faults: main});
    y += rows * FAULT_ROW + 3;
    const background = visible.filter(fault => fault.background);
    if (background.length > 0) {
      const thin = placeInRows(background, fault => Math.max(fault.until, fault.from + 4 * perPixel), 8);
      lanes.push({type: 'faults', label: 'noise, clocks', y, height: Math.max(14, thin * 7), row: 7, faults: background});
      y += Math.max(14, thin * 7);
    }
    y += 8;
  }
  if (isRun) {
    for (let node = 1; node <= data.nodes; node++) {
      lanes.push({type: 'node', label: 'node ' + node, node, y, height: NODE_HEIGHT});
      y += NODE_HEIGHT;
    }
    y += 6;
  }
  lanes.push({type: 'heading', y, height: 22, label: view.key < 0 ? 'clients: all keys' : 'clients: ' + (isRun ? 'key ' : '') + keyName(view.key)});
  y += 24;
  for (const {client, label, list, rows} of shownClients()) {
    if (!list.some(operation => overlapsView(operation))) continue;
    lanes.push({type: 'client', client, label, list, y, height: rows * OPERATION_ROW});
    y += rows * OPERATION_ROW + 4;
  }
  return {lanes, height: y + 10};
}

function overlapsView(operation) {
  return operation.from <= view.until && (operation.until < 0 || operation.until >= view.from);
}

function drawLanes(canvas) {
  const {lanes, height} = layout();
  const {pen, width} = prepare(canvas, height);
  const scale = scaleOf(width);
  targets = [];
  drawn.faults = 0;
  drawn.operations = 0;
  drawGrid(pen, scale, width, height);
  for (const lane of lanes) {
    if (lane.type === 'faults') drawFaults(pen, scale, lane);
    if (lane.type === 'node') drawNode(pen, scale, lane, width);
    if (lane.type === 'client') drawClient(pen, scale, lane, width);
  }
  drawArrows(pen, scale, lanes, width);
  for (const lane of lanes) labelCommits(pen, lane, width);
  drawSelection(pen, scale, lanes);
  drawFocus(pen, scale, height);
  drawLabels(pen, lanes, height);
}

function drawGrid(pen, scale, width, height) {
  const step = tickStep(view.until - view.from, width);
  pen.strokeStyle = colours.shade;
  for (let time = Math.ceil(view.from / step) * step; time <= view.until; time += step) {
    const x = Math.round(scale.x(time)) + .5;
    pen.beginPath();
    pen.moveTo(x, 0);
    pen.lineTo(x, height);
    pen.stroke();
  }
  if (isRun && data.safetyEnd > view.from) {
    const x = scale.x(data.safetyEnd);
    if (x < width) {
      pen.fillStyle = colours.shade;
      pen.fillRect(Math.max(GUTTER, x), 0, width - Math.max(GUTTER, x), height);
    }
  } else if (isRun) {
    pen.fillStyle = colours.shade;
    pen.fillRect(GUTTER, 0, width - GUTTER, height);
  }
}

function drawLabels(pen, lanes, height) {
  pen.fillStyle = colours.paper;
  pen.fillRect(0, 0, GUTTER - 4, height);
  pen.font = FONT;
  pen.textAlign = 'left';
  for (const lane of lanes) {
    pen.fillStyle = lane.type === 'client' ? colours.faint : colours.ink;
    const y = lane.y + {node: 14, faults: Math.max(14, lane.row) / 2, client: OPERATION_ROW / 2, heading: lane.height / 2}[lane.type];
    if (lane.type !== 'heading') pen.fillText(clip(pen, lane.label, GUTTER - 12), 4, y);
    if (lane.type === 'node') {
      pen.fillStyle = colours.faint;
      pen.font = SMALL;
      pen.fillText('commit index', 4, lane.y + 42);
      pen.font = FONT;
    }
    if (lane.type === 'heading') {
      pen.fillStyle = colours.faint;
      pen.fillText(lane.label.toUpperCase(), 4, y);
      pen.strokeStyle = colours.line;
      pen.beginPath();
      pen.moveTo(0, lane.y);
      pen.lineTo(4000, lane.y);
      pen.stroke();
    }
  }
}

function drawFaults(pen, scale, lane) {
  drawn.faults += lane.faults.length;
  for (const fault of lane.faults) {
    const x = Math.max(GUTTER, scale.x(fault.from));
    const w = Math.max(5, scale.x(fault.until) - x);
    const y = lane.y + fault.row * lane.row;
    pen.fillStyle = colours.fault;
    pen.globalAlpha = fault.background ? .6 : 1;
    pen.fillRect(x, y + 1, w, lane.row - (fault.background ? 2 : 3));
    pen.globalAlpha = 1;
    if (!fault.background) {
      pen.fillStyle = colours['fault-ink'];
      pen.font = SMALL;
      const inside = clip(pen, fault.text, w - 8);
      if (pen.measureText(fault.kind).width <= w - 8) pen.fillText(inside, x + 4, y + FAULT_ROW / 2);
      else pen.fillText(isRun ? fault.kind : fault.text, x + w + 3, y + FAULT_ROW / 2);
    }
    targets.push({x, y, w: Math.max(w, 8), h: lane.row, type: 'fault', item: fault});
  }
}

function drawNode(pen, scale, lane, width) {
  const segments = states[lane.node][view.group];
  const first = Math.max(0, firstAfter(segments, view.from, segment => segment.from) - 1);
  const y = lane.y + 4;
  for (let i = first; i < segments.length && segments[i].from <= view.until; i++) {
    const segment = segments[i];
    const x = Math.max(GUTTER, scale.x(segment.from));
    const end = Math.min(width, scale.x(segment.until));
    const w = Math.max(1, end - x);
    pen.fillStyle = colours[STATE_COLOURS[segment.state]];
    pen.fillRect(x, y, w, ROLE_HEIGHT);
    if (segment.state === DEAD) hatch(pen, x, y, w, ROLE_HEIGHT);
    pen.font = FONT;
    pen.fillStyle = segment.state === LEADER ? colours['leader-ink'] : segment.state === DEAD ? colours['dead-ink'] : colours['follower-ink'];
    const label = segment.state >= FOLLOWER ? `${STATE_NAMES[segment.state]} · term ${segment.term}` : STATE_NAMES[segment.state];
    const brief = segment.state >= FOLLOWER ? 'term ' + segment.term : label;
    const text = clip(pen, label, w - 8) === label ? label : w > 26 ? clip(pen, brief, w - 8) : '';
    if (text) pen.fillText(text, x + 4, y + ROLE_HEIGHT / 2 + 1);
    drawLifeMark(pen, scale, segments, i, y);
    targets.push({x, y, w, h: ROLE_HEIGHT, type: 'state', item: segment});
  }
  drawPauses(pen, scale, lane, y);
  drawVotes(pen, scale, lane, y + ROLE_HEIGHT);
  drawWrites(pen, scale, lane, y + ROLE_HEIGHT);
  drawCommits(pen, scale, lane, width);
}

/** A cross where a process died, a triangle where one began. */
function drawLifeMark(pen, scale, segments, i, y) {
  const segment = segments[i];
  const x = scale.x(segment.from);
  if (x < GUTTER || segment.state > RECOVERING) return;
  pen.strokeStyle = colours.bad;
  pen.fillStyle = colours.good;
  if (segment.state === DEAD && i > 0) {
    pen.lineWidth = 2;
    pen.beginPath();
    pen.moveTo(x - 4, y + 5); pen.lineTo(x + 4, y + 15);
    pen.moveTo(x + 4, y + 5); pen.lineTo(x - 4, y + 15);
    pen.stroke();
    pen.lineWidth = 1;
  } else if (segment.state === RECOVERING) {
    pen.beginPath();
    pen.moveTo(x, y + 4); pen.lineTo(x + 8, y + 10); pen.lineTo(x, y + 16);
    pen.fill();
  }
}

function hatch(pen, x, y, w, h) {
  pen.save();
  pen.beginPath();
  pen.rect(x, y, w, h);
  pen.clip();
  pen.strokeStyle = colours.faint;
  pen.globalAlpha = .5;
  for (let at = Math.floor(x / 8) * 8 - h; at < x + Math.min(w, 3000); at += 8) {
    pen.beginPath();
    pen.moveTo(at, y + h);
    pen.lineTo(at + h, y);
    pen.stroke();
  }
  pen.restore();
}

/** While a process stands still, or has no place in the liveness phase, a stripe lies over its lane. */
function drawPauses(pen, scale, lane, y) {
  for (const fault of faults) {
    const words = fault.kind === 'pause' ? 'stands still' : fault.kind.endsWith(FOR_GOOD) ? fault.kind : '';
    if (!words || (fault.nodes & 1 << (lane.node - 1)) === 0 || fault.until < view.from || fault.from > view.until) continue;
    const x = Math.max(GUTTER, scale.x(fault.from));
    const w = Math.max(2, scale.x(fault.until) - x);
    pen.globalAlpha = .75;
    pen.fillStyle = colours.fault;
    pen.fillRect(x, y + ROLE_HEIGHT, w, 11);
    pen.globalAlpha = 1;
    pen.fillStyle = colours['fault-ink'];
    pen.font = '10px sans-serif';
    if (w > 80) pen.fillText(words, x + 4, y + ROLE_HEIGHT + 6);
  }
}

/** Votes, where there is room for them, and votes that a restart has forgotten, which is a bug. */
function drawVotes(pen, scale, lane, y) {
  pen.font = SMALL;
  let free = 0;
  for (const [time, node, group, term, candidate] of data.votes) {
    const x = scale.x(time);
    if (node !== lane.node || group !== view.group || candidate === node || x < Math.max(GUTTER, free) || time > view.until) continue;
    const text = `voted for ${candidate} in term ${term}`;
    pen.fillStyle = colours['frame-vote'];
    pen.fillRect(x - 1, y, 2, 8);
    if ((view.until - view.from) < data.end / 4) pen.fillText(text, x + 4, y + 7);
    free = x + pen.measureText(text).width + 10;
  }
  for (const [time, node, group, term, forgotten] of data.restarts) {
    const x = scale.x(time);
    if (node !== lane.node || group !== view.group || forgotten === 0 || x < GUTTER || time > view.until) continue;
    pen.fillStyle = colours.bad;
    pen.fillText(`forgot its vote for ${forgotten} in term ${term}`, x + 4, y + 7);
    pen.fillRect(x - 1, y, 2, 8);
  }
}

/** Durable writes of the log, as ticks under the role, once there is room to tell them apart. */
function drawWrites(pen, scale, lane, y) {
  if (scale.perTime < 2e-3 || !data.writes) return;
  pen.fillStyle = colours.commit;
  for (const [time, node] of data.writes) {
    if (node === lane.node && time >= view.from && time <= view.until) {
      pen.fillRect(scale.x(time) - 1, y - 4, 2, 4);
    }
  }
}

function drawCommits(pen, scale, lane, width) {
  // All nodes share one scale, so that who is behind is seen.
  let least = Infinity;
  let most = 0;
  for (let node = 1; node <= data.nodes; node++) {
    const steps = commits[node][view.group];
    const first = Math.max(0, firstAfter(steps, view.from, step => step[0]) - 1);
    const last = firstAfter(steps, view.until, step => step[0]);
    for (let i = first; i < last; i++) {
      least = Math.min(least, steps[i][1]);
      most = Math.max(most, steps[i][1]);
    }
  }
  if (most === 0) return;
  const top = lane.y + 32;
  const height = 24;
  const y = index => top + height - height * (index - least) / Math.max(1, most - least);
  const steps = commits[lane.node][view.group];
  const first = Math.max(0, firstAfter(steps, view.from, step => step[0]) - 1);
  const last = firstAfter(steps, view.until, step => step[0]);
  pen.strokeStyle = colours.commit;
  pen.lineWidth = 1.6;
  pen.beginPath();
  let begun = false;
  let at = 0;
  for (let i = first; i < last; i++) {
    const x = Math.max(GUTTER, scale.x(steps[i][0]));
    if (begun) pen.lineTo(x, at);
    at = y(steps[i][1]);
    if (begun) pen.lineTo(x, at); else pen.moveTo(x, at);
    begun = true;
  }
  if (begun) pen.lineTo(width, at);
  pen.stroke();
  pen.lineWidth = 1;
  lane.commit = last > first ? {index: steps[last - 1][1], y: Math.min(top + height - 4, Math.max(top + 5, at + (at < top + 10 ? 9 : -7)))} : null;
  targets.push({x: GUTTER, y: top - 2, w: width - GUTTER, h: height + 4, type: 'commit', item: {node: lane.node, steps}});
}

/** The last commit index in view, over whatever messages cross it there. */
function labelCommits(pen, lane, width) {
  if (!lane.commit) return;
  const text = String(lane.commit.index);
  pen.font = SMALL;
  const wide = pen.measureText(text).width;
  pen.fillStyle = colours.paper;
  pen.fillRect(width - wide - 7, lane.commit.y - 7, wide + 6, 14);
  pen.fillStyle = colours.commit;
  pen.fillText(text, width - wide - 4, lane.commit.y);
}

function drawClient(pen, scale, lane, width) {
  const list = lane.list;
  const lastPixels = [];
  const end = firstAfter(list, view.until, operation => operation.from);
  for (let i = 0; i < end; i++) {
    const operation = list[i];
    const open = operation.until < 0;
    if (!open && operation.until < view.from) continue;
    const x = Math.max(GUTTER, scale.x(operation.from));
    const w = Math.max(2, (open ? width : scale.x(operation.until)) - x);
    const marked = operation.role !== '';
    if (!marked && w <= 2 && Math.floor(x) === lastPixels[operation.row]) continue;
    lastPixels[operation.row] = Math.floor(x);
    drawOperation(pen, lane, operation, x, w, open, operation.next, scale, width);
    drawn.operations++;
  }
}

function drawOperation(pen, lane, operation, x, w, open, next, scale, width) {
  const row = lane.y + operation.row * OPERATION_ROW;
  const y = row + 3;
  const h = OPERATION_ROW - 6;
  const culprit = operation.role === 'culprit';
  const isKey = violation && operation.key === operations[violation.culprit].key;
  pen.globalAlpha = violation && !isKey ? .45 : isKey && operation.role === '' ? .6 : 1;
  const strong = culprit ? colours.bad : colours[operation.outcome === OK ? 'ok' : operation.outcome === FAILED ? 'failed' : 'unknown'];
  pen.fillStyle = culprit ? colours['bad-paper'] : operation.outcome === OK && operation.action === READ ? colours['ok-soft'] : strong;
  pen.fillRect(x, operation.outcome === FAILED && !culprit ? y + h / 2 - 2 : y, w, operation.outcome === FAILED && !culprit ? 4 : h);
  pen.strokeStyle = strong;
  pen.lineWidth = culprit ? 2.5 : 1;
  if (operation.index === data.focus.overwriting) { pen.strokeStyle = colours.ink; pen.lineWidth = 2; }
  if (operation.outcome !== FAILED && w > 3) pen.strokeRect(x + .5, y + .5, w - 1, h - 1);
  pen.lineWidth = 1;
  if (open || operation.outcome === UNKNOWN) {
    pen.setLineDash([3, 3]);
    pen.beginPath();
    pen.moveTo(x + w, y + h / 2);
    pen.lineTo(Math.min(width, x + w + 60), y + h / 2);
    pen.stroke();
    pen.setLineDash([]);
  }
  labelOperation(pen, operation, x, y, w, h, next, scale, width);
  pen.globalAlpha = 1;
  targets.push({x: x - 2, y: row, w: w + 4, h: OPERATION_ROW, type: 'operation', item: operation});
}

function labelOperation(pen, operation, x, y, w, h, next, scale, width) {
  const number = operation.place > 0 ? operation.place + ': ' : '';
  const culprit = operation.role === 'culprit';
  pen.font = culprit ? 'bold ' + FONT : SMALL;
  const text = number + (culprit ? '✗ ' : '') + operation.text + (view.key < 0 && w > 90 ? ' of ' + keyName(operation.key) : '');
  const inside = clip(pen, text, w - 6);
  if (inside === text || (inside && w > 60)) {
    pen.fillStyle = culprit ? colours.bad : colours['op-ink'];
    pen.fillText(inside, x + 4, y + h / 2 + .5);
    return;
  }
  const free = Math.min(width, next ? scale.x(next.from) : width) - (x + w) - 8;
  const beside = clip(pen, text, free);
  const brief = beside === text ? text : pen.measureText(number).width < free ? number.replace(': ', '') : '';
  const needed = culprit || operation.index === data.focus.overwriting;
  pen.fillStyle = culprit ? colours.bad : colours.ink;
  if (needed && beside !== text) {
    // What the story is about is named in any case: on the left, over whatever is there.
    const wide = pen.measureText(text).width;
    pen.fillStyle = colours.paper;
    pen.fillRect(x - wide - 10, y - 1, wide + 8, h + 2);
    pen.fillStyle = culprit ? colours.bad : colours.ink;
    pen.fillText(text, x - wide - 6, y + h / 2 + .5);
  } else if (brief && (operation.role !== '' || beside === text) && (view.key >= 0 || culprit)) {
    pen.fillText(brief, x + w + 4, y + h / 2 + .5);
  }
}

/** Frames of the group that is shown: its own, and those that heartbeat for the whole node. */
function belongs(frame) { return frame.group === view.group || frame.group === 0 || frame.kind === 30 || frame.kind === 31; }

function drawArrows(pen, scale, lanes, width) {
  const visible = frames.filter(frame => frame.ended >= view.from && frame.sent <= view.until && belongs(frame));
  drawn.framesInView = visible.length;
  drawn.arrows = 0;
  if (visible.length > MOST_ARROWS) return;
  const laneOf = node => lanes.find(lane => lane.type === 'node' && lane.node === node);
  for (const frame of visible) {
    const from = laneOf(frame.from);
    const to = laneOf(frame.to);
    if (!from || !to) continue;
    const down = to.y > from.y;
    const x1 = scale.x(frame.sent);
    const y1 = from.y + 4 + (down ? ROLE_HEIGHT : 0);
    let x2 = scale.x(frame.ended);
    let y2 = to.y + 4 + (down ? 0 : ROLE_HEIGHT);
    const lost = frame.fate !== 0;
    if (lost) { x2 = x1 + (x2 - x1) * .6; y2 = y1 + (y2 - y1) * .6; }
    pen.strokeStyle = pen.fillStyle = lost ? colours.bad : colours['frame-' + frameFamily(frame.kind)];
    pen.globalAlpha = frameFamily(frame.kind) === 'heartbeat' ? .55 : .9;
    pen.lineWidth = view.selected && view.selected.item === frame ? 3 : frameFamily(frame.kind) === 'vote' ? 1.8 : 1.1;
    if (lost) pen.setLineDash([4, 3]);
    pen.beginPath();
    pen.moveTo(x1, y1);
    pen.lineTo(x2, y2);
    pen.stroke();
    pen.setLineDash([]);
    if (x2 >= GUTTER && x2 <= width) {
      if (lost) cross(pen, x2, y2); else arrowHead(pen, x1, y1, x2, y2);
    }
    pen.globalAlpha = 1;
    pen.lineWidth = 1;
    drawn.arrows++;
    targets.push({line: [x1, y1, x2, y2], type: 'frame', item: frame});
  }
}

function cross(pen, x, y) {
  pen.lineWidth = 1.6;
  pen.beginPath();
  pen.moveTo(x - 4, y - 4); pen.lineTo(x + 4, y + 4);
  pen.moveTo(x + 4, y - 4); pen.lineTo(x - 4, y + 4);
  pen.stroke();
}

function arrowHead(pen, x1, y1, x2, y2) {
  const angle = Math.atan2(y2 - y1, x2 - x1);
  pen.beginPath();
  pen.moveTo(x2, y2);
  pen.lineTo(x2 - 7 * Math.cos(angle - .35), y2 - 7 * Math.sin(angle - .35));
  pen.lineTo(x2 - 7 * Math.cos(angle + .35), y2 - 7 * Math.sin(angle + .35));
  pen.fill();
}

/** What is selected is framed; an operation is tied to the node that answered it. */
function drawSelection(pen, scale, lanes) {
  const selected = view.selected;
  if (!selected) return;
  const target = targets.find(each => each.item === selected.item && !each.line);
  pen.strokeStyle = colours.accent;
  if (target) {
    pen.lineWidth = 2.5;
    pen.strokeRect(target.x, target.y + 1, target.w, target.h - 2);
    pen.lineWidth = 1;
  }
  if (selected.type === 'operation' && selected.item.node > 0) {
    const client = lanes.find(lane => lane.type === 'client' && lane.client === clientOf(selected.item.process));
    const node = lanes.find(lane => lane.type === 'node' && lane.node === selected.item.node);
    if (!client || !node) return;
    pen.setLineDash([5, 4]);
    for (const time of [selected.item.from, selected.item.until]) {
      if (time < view.from || time > view.until) continue;
      pen.beginPath();
      pen.moveTo(scale.x(time), client.y + selected.item.row * OPERATION_ROW + 3);
      pen.lineTo(scale.x(time), node.y + 4 + ROLE_HEIGHT);
      pen.stroke();
    }
    pen.setLineDash([]);
  }
}

function drawFocus(pen, scale, height) {
  if (data.verdict !== 'failed' || data.focus.at < view.from || data.focus.at > view.until) return;
  const x = scale.x(data.focus.at);
  pen.strokeStyle = colours.bad;
  pen.setLineDash([6, 4]);
  pen.beginPath();
  pen.moveTo(x, 0);
  pen.lineTo(x, height);
  pen.stroke();
  pen.setLineDash([]);
}

/** What is at a place: an arrow nearby, else what was drawn last there. */
function targetAt(x, y) {
  let best = null;
  let nearest = 5;
  for (const target of targets) {
    if (!target.line) continue;
    const distance = distanceTo(target.line, x, y);
    if (distance < nearest) { nearest = distance; best = target; }
  }
  if (best) return best;
  for (let i = targets.length - 1; i >= 0; i--) {
    const target = targets[i];
    if (!target.line && x >= target.x && x <= target.x + target.w && y >= target.y && y <= target.y + target.h) return target;
  }
  return null;
}

function distanceTo([x1, y1, x2, y2], x, y) {
  const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length));
  return Math.hypot(x - x1 - share * (x2 - x1), y - y1 - share * (y2 - y1));
}
