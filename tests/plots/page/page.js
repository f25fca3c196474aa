// Shows the same values with our charts and with uPlot, and does the same with both.
import init, { ShownChart } from './plots.js';

const UNTIL = 1_795_161_600_000;
const SERIES = 3;
const place = document.getElementById('place');
const frame = () => new Promise((go) => requestAnimationFrame(go));
const frames = async (count) => {
  for (let i = 0; i < count; i++) await frame();
};

/** Noise on a slow wave, always the same. */
function values(count) {
  let seed = 7;
  const random = () => {
    seed = (seed * 1_664_525 + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  return Array.from({ length: SERIES }, (_, line) =>
    Float64Array.from({ length: count }, (_value, i) => 20 * line + 15 * Math.sin(i / (count / 9) + line) + 6 * random()),
  );
}

const ours = {
  show(lines, step) {
    const all = new Float64Array(lines.length * lines[0].length);
    lines.forEach((line, place_of) => all.set(line, place_of * line.length));
    const chart = new ShownChart(place, all, step, UNTIL);
    return { redraw: () => chart.redraw(), push: (next) => chart.push(...next), remove: () => chart.free() };
  },
  point(x, y) {
    const canvas = place.querySelector('.plot canvas');
    const { left, top } = canvas.getBoundingClientRect();
    const event = { bubbles: true, pointerType: 'mouse', clientX: left + x, clientY: top + y };
    canvas.dispatchEvent(new PointerEvent('pointermove', event));
  },
  read: () => place.querySelector('.reading')?.textContent ?? '',
};

const theirs = {
  show(lines, step) {
    const count = lines[0].length;
    const times = Array.from({ length: count }, (_, i) => (UNTIL - (count - 1 - i) * step) / 1000);
    let data = [times, ...lines.map((line) => Array.from(line))];
    const options = {
      width: 1920, height: 600,
      series: [{}, ...['red', 'green', 'blue'].map((stroke, i) => ({ label: `line ${i}`, stroke }))],
    };
    const chart = new window.uPlot(options, data, place);
    return {
      redraw: () => chart.redraw(),
      push(next) {
        data = data.map((column, i) => {
          column.shift();
          column.push(i === 0 ? column.at(-1) + step / 1000 : next[i - 1]);
          return column;
        });
        chart.setData(data);
      },
      remove: () => chart.destroy(),
    };
  },
  point(x, y) {
    const over = place.querySelector('.u-over');
    const { left, top } = over.getBoundingClientRect();
    over.dispatchEvent(new MouseEvent('mousemove', { bubbles: true, clientX: left + x, clientY: top + y }));
  },
  read: () => place.querySelector('.u-legend')?.textContent ?? '',
};

const programs = { ours, theirs };
let shown = null;

/** The steps that the bench runs one after the other; in between it reads how busy the page was. */
window.compare = {
  async show(name, points) {
    const lines = values(points / SERIES);
    shown = programs[name].show(lines, Math.max(1, Math.floor(3_600_000 / (points / SERIES))));
    await frames(4);
    return place.querySelectorAll('canvas').length;
  },
  async redraw(count) {
    for (let i = 0; i < count; i++) {
      shown.redraw();
      await frame();
    }
    await frames(2);
  },
  async point(name, count) {
    for (let i = 0; i < count; i++) {
      programs[name].point(900 + 800 * Math.sin(i / 17), 250 + 100 * Math.cos(i / 23));
      await frame();
    }
    return programs[name].read();
  },
  async stream(count) {
    const next = values(count);
    for (let i = 0; i < count; i++) {
      shown.push(next.map((line) => line[i]));
      await frame();
    }
  },
  async remove() {
    shown.remove();
    shown = null;
    place.replaceChildren();
    await frames(2);
  },
};

await init();
document.documentElement.dataset.ready = '';
