// Drawings that never overlap, so that a page never steps back to an older state.

// Gives a function that draws by `draw()`, and once more where it was asked for meanwhile.
export function drawing(draw) {
  let running = null;
  let isStale = false;

  async function run() {
    while (isStale) {
      isStale = false;
      await draw();
    }
  }

  return () => {
    isStale = true;
    running = running || run().catch(() => {}).then(() => (running = null));
    return running;
  };
}
