// Draws what stands above a part of the page: title, what was measured, choices, a door further, one quiet menu.
const SVG = "http://www.w3.org/2000/svg"

function sliders() {
  const svg = document.createElementNS(SVG, "svg")
  const path = document.createElementNS(SVG, "path")
  svg.setAttribute("viewBox", "0 0 16 16")
  svg.setAttribute("aria-hidden", "true")
  path.setAttribute("d", "M1 5h7M12 5h3M1 11h3M8 11h7M12 5a2 2 0 1 1-4 0 2 2 0 1 1 4 0M8 11a2 2 0 1 1-4 0 2 2 0 1 1 4 0")
  svg.append(path)
  return svg
}

// The items are there while the menu is open.
function menu(key) {
  const button = made("button", "more")
  const list = made("div", "items")
  button.setAttribute("aria-haspopup", "menu")
  list.setAttribute("role", "menu")
  opens(button, list, `menu-${key}`)
  list.addEventListener("toggle", event => {
    list.replaceChildren(...(event.newState === "open" ? list.items() : []))
    list.firstElementChild?.focus()
  })
  list.onkeydown = event => {
    const items = [...list.children]
    const at = items.indexOf(document.activeElement)
    const to = { ArrowDown: at + 1, ArrowUp: at > 0 ? at - 1 : -1, Home: 0, End: -1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    items.at(to % items.length).focus()
  }
  return [button, list]
}

function item(key, words, list, press) {
  const button = made("button", "", words)
  button.setAttribute("role", "menuitem")
  button.tabIndex = -1
  button.onclick = () => {
    list.hidePopover()
    press(key)
  }
  return button
}

function build(root, data) {
  root.append(
    made(`h${data.level}`), made("div", "choices"), made("button", "door"), ...menu(data.key), made("p", "said"),
  )
  if (data.anchor && location.hash === `#${data.anchor}`) follow(root)
}

// The page grows while it is drawn: what the address names stays in sight until the reader moves.
function follow(root) {
  const page = root.closest("[data-testid=stMainBlockContainer]") ?? document.body
  const grown = new ResizeObserver(() => root.scrollIntoView())
  grown.observe(page)
  for (const moved of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    addEventListener(moved, () => grown.disconnect(), { once: true, capture: true, passive: true })
  }
}

function segment(name) {
  const label = made("label")
  const input = made("input")
  input.type = "radio"
  input.name = name
  label.append(input, made("span"))
  return label
}

function segments(group, choice, name, chose) {
  mark(group, "role", "radiogroup")
  mark(group, "aria-label", choice.says)
  put(group, choice.options.length, () => segment(name)).forEach((label, j) => {
    const [value, words] = choice.options[j]
    const [input, span] = label.children
    say(span, words)
    input.checked = value === choice.chosen
    input.onchange = () => chose([choice.key, value])
  })
}

function folded(group, choice, chose) {
  if (!group.children.length) group.append(made("label"))
  const [label] = group.children
  if (!label.children.length) label.append(made("span"), made("select"))
  const [span, select] = label.children
  say(span, choice.says)
  put(select, choice.options.length, () => made("option")).forEach((option, j) => {
    option.value = choice.options[j][0]
    say(option, choice.options[j][1])
  })
  select.value = choice.chosen
  select.onchange = () => chose([choice.key, select.value])
}

function choices(box, given, key, chose) {
  put(box, given.length, () => made("div")).forEach((group, i) => {
    mark(group, "class", given[i].folded ? "folded" : "segments")
    if (given[i].folded) folded(group, given[i], chose)
    else segments(group, given[i], `${key}-${i}`, chose)
  })
}

export default ({ data: [data], parentElement, setTriggerValue }) => {
  const root = parentElement.querySelector(".heading")
  if (!root.children.length) build(root, data)
  const [title, box, door, more, list, said] = root.children
  const press = key => setTriggerValue("pressed", key)
  if (data.anchor) mark(root, "id", data.anchor)
  mark(root, "class", `heading level${data.level}`)
  say(title, data.title)
  say(said, data.said)
  hide(said, !data.said)
  hide(box, !data.choices.length)
  choices(box, data.choices, data.key, chosen => setTriggerValue("chosen", chosen))
  hide(door, !data.door)
  if (data.door) {
    mark(door, "class", data.door.quiet ? "door quiet" : "door")
    if (data.door.quiet && !door.children.length) door.append(sliders())
    if (data.door.quiet) mark(door, "aria-label", data.door.label)
    else say(door, data.door.label)
    mark(door, "title", data.door.quiet ? data.door.label : "")
    door.onclick = () => press("door")
  }
  hide(more, !data.menu.length)
  mark(more, "aria-label", `About: ${data.title}`)
  mark(list, "aria-label", `About: ${data.title}`)
  list.items = () => data.menu.map(([key, words]) => item(key, words, list, press))
}
