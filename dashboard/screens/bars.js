// Draws the rows it is given; keeps the elements it has, so that nothing flickers and focus stays.
function mark(kind, left, width) {
  const element = document.createElement("i")
  element.className = kind
  element.style.left = `${left}%`
  if (width !== undefined) element.style.width = `${width}%`
  return element
}

function words(kind, text) {
  const span = document.createElement("span")
  span.className = kind
  span.textContent = text
  return span
}

function room(marks) {
  const div = document.createElement("div")
  div.className = "room"
  div.append(...marks)
  return div
}

function fill(button, row, ticks, zero, pressable) {
  button.className = `row ${row.state}${pressable ? " pressable" : ""}`
  button.disabled = !pressable
  button.title = row.says
  button.setAttribute("aria-label", row.says.replaceAll("\n", ", "))
  button.dataset.key = row.key
  const marks = ticks.map(tick => mark(tick.at === zero ? "tick zero" : "tick", tick.at))
  if (row.left !== null) marks.push(mark("bar", row.left, row.width))
  if (row.before !== null) marks.push(mark("before", row.before))
  if (row.low !== null) marks.push(mark("interval", row.low, row.high - row.low))
  const said = words("words", "")
  said.append(words("value", row.value), words("n", row.n))
  button.replaceChildren(words("label", row.label), room(marks), said)
}

function axis(ticks) {
  const line = document.createElement("div")
  line.className = "axis"
  line.setAttribute("aria-hidden", "true")
  const labels = ticks.map(tick => {
    const label = words("", tick.label)
    label.style.left = `${tick.at}%`
    return label
  })
  line.append(words("label", ""), room(labels), words("words", ""))
  return line
}

function build() {
  const button = document.createElement("button")
  button.type = "button"
  return button
}

export default ({ data: [data], parentElement, setTriggerValue }) => {
  const list = parentElement.querySelector(".bars")
  const { rows, ticks, zero, alt, pressable } = data
  list.setAttribute("aria-label", alt)
  list.querySelector(".axis")?.remove()
  while (list.children.length > rows.length) list.lastElementChild.remove()
  while (list.children.length < rows.length) list.append(build())
  rows.forEach((row, i) => fill(list.children[i], row, ticks, zero, pressable))
  list.append(axis(ticks))
  list.onclick = event => {
    const button = event.target.closest("button")
    if (button && pressable) setTriggerValue("pressed", button.dataset.key)
  }
}
