// Draws the tiles it is given; keeps the elements it has, so that nothing flickers and focus stays.
const PARTS = ["label", "value", "spark", "moved", "whisker", "evidence", "marks", "reason"]

// The paper the page was last told of: figures are drawn on the server, which must know when the reader turns the
// page dark or light.
let told = ""

function build() {
  const button = document.createElement("button")
  button.type = "button"
  button.className = "tile"
  for (const part of PARTS) {
    const span = document.createElement("span")
    span.className = part
    button.append(span)
  }
  return button
}

function words(text) {
  const span = document.createElement("span")
  span.textContent = text
  return span
}

function picture(svg) {
  if (!svg) return []
  const read = new DOMParser().parseFromString(svg, "image/svg+xml")
  return [document.importNode(read.documentElement, true)]
}

function fill(button, tile, opened) {
  const [label, value, spark, moved, whisker, evidence, marks, reason] = button.children
  const none = tile.state === "refused" || tile.state === "empty"
  button.className = `tile ${tile.state}`
  button.setAttribute("aria-label", tile.says)
  button.setAttribute("aria-pressed", String(tile.key === opened))
  button.title = none ? tile.evidence : tile.marks
  button.dataset.key = tile.key
  label.textContent = tile.label
  value.textContent = tile.value
  spark.replaceChildren(...picture(tile.spark))
  const arrow = document.createElement("span")
  arrow.className = "arrow"
  arrow.textContent = tile.arrow
  moved.className = `moved ${tile.tone}`
  moved.replaceChildren(...(tile.arrow ? [arrow] : []), tile.moved)
  whisker.replaceChildren(...picture(tile.whisker))
  evidence.replaceChildren(...(none ? [] : [tile.evidence, tile.n].filter(Boolean).map(words)))
  marks.textContent = tile.marks
  reason.textContent = none ? tile.evidence : ""
  for (const part of [moved, whisker, evidence, marks]) part.hidden = none
  reason.hidden = !none
}

export default ({ data: [data], parentElement, setTriggerValue }) => {
  const strip = parentElement.querySelector(".strip")
  const { tiles, opened, paper } = data
  const seen = getComputedStyle(parentElement.host ?? parentElement).getPropertyValue("--st-background-color").trim()
  if (seen && seen.toLowerCase() !== paper.toLowerCase() && told !== seen) setTriggerValue("paper", seen)
  told = seen
  while (strip.children.length > tiles.length) strip.lastElementChild.remove()
  while (strip.children.length < tiles.length) strip.append(build())
  tiles.forEach((tile, i) => fill(strip.children[i], tile, opened))
  strip.onclick = event => {
    const button = event.target.closest("button")
    if (button) setTriggerValue("opened", button.dataset.key)
  }
}
