// What was tapped and is not saved yet. Nothing here touches the page, the clock or the network.
// A tap is {kind, item, name, quantity, at}; a line is a tap with an id and its event, ready to be sent.

export function emptyQueue() {
  return { taps: [], lines: [], refused: [] };
}

// Adds one touch; touches of one counter become one line when they are sealed.
export function tap(queue, counter, quantity, at) {
  queue.taps.push({ kind: counter.kind, item: counter.item, name: counter.name, quantity, at });
}

// Takes the last touch back, while it is not a line yet.
export function untap(queue) {
  return queue.taps.pop();
}

// Makes lines of all touches, one for each counter, in the order of the first touch.
export function seal(queue, event, makeId) {
  for (const line of merged(queue.taps)) queue.lines.push({ ...line, id: makeId(), event });
  queue.taps = [];
  return queue.lines;
}

export function merged(taps) {
  const lines = [];
  for (const { kind, item, name, quantity, at } of taps) {
    const line = lines.find((each) => each.kind === kind && each.item === item);
    if (line) line.quantity += quantity;
    else lines.push({ kind, item, name, quantity, at });
  }
  return lines;
}

// The whole of `line`, taken back.
export function opposite(line, id, at, reason) {
  return { ...line, id, at, quantity: -line.quantity, reverses: line.id, reason };
}

// The last line without an answer that nothing takes back yet. It may have arrived, so it is not just dropped.
export function lastUnanswered(queue) {
  const undone = new Set(queue.lines.map((line) => line.reverses));
  return [...queue.lines].reverse().find((line) => !line.reverses && !undone.has(line.id));
}

// Lets go of what the server has stored. A line without an answer of its own stays; one that was not taken is kept
// beside the others, until a person lets it go.
export function settle(queue, answers) {
  const saved = [];
  queue.lines = queue.lines.filter((line) => {
    const said = answers[line.id];
    if (!said) return true;
    if (said.answer === "recorded" || said.answer === "already_there") saved.push({ ...line, said });
    else queue.refused.push({ ...line, said });
    return false;
  });
  return saved;
}

// A person has seen what was not taken, and wants it no more.
export function dismiss(queue) {
  queue.refused = [];
}

// How much of one counter is not saved yet.
export function waiting(queue, kind, item) {
  return [...queue.taps, ...queue.lines]
    .filter((each) => each.kind === kind && each.item === item)
    .reduce((sum, each) => sum + each.quantity, 0);
}

// How many numbers are to be sent.
export function count(queue) {
  return queue.lines.length + merged(queue.taps).length;
}

// Whether something here is nowhere else.
export function holdsSomething(queue) {
  return count(queue) + queue.refused.length > 0;
}

// A line as the server reads it.
export function wire({ id, event, kind, item, quantity, at, reverses, reason }) {
  return { id, event, kind, item, quantity, at, ...(reverses ? { reverses, reason } : {}) };
}
