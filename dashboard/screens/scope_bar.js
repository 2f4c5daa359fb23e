// Draws the scope bar; keeps the elements it has, so that an open list of choices stays open while the page follows.
const MANY = 14
const DAY = 864e5

function control(key) {
  const box = made("div", "control")
  const button = made("button", "open")
  const list = made("div", "choices")
  button.append(made("span", "words"), made("span", "chevron"))
  button.setAttribute("aria-haspopup", "dialog")
  list.setAttribute("role", "dialog")
  list.append(made("p", "says"), made("input", "find"), made("div", "pills"), made("form", "days"))
  list.querySelector(".find").type = "search"
  opens(button, list, `scope-choices-${key}`)
  list.querySelector(".find").addEventListener("input", event => {
    const sought = event.target.value.trim().toLowerCase()
    for (const pill of list.querySelectorAll(".pills button")) {
      pill.hidden = !pill.textContent.toLowerCase().includes(sought)
    }
  })
  box.append(button, list)
  return box
}

function days(form, given, ask, close) {
  hide(form, !given)
  if (!given) return
  if (!form.children.length) {
    for (const name of ["first", "last"]) {
      const label = made("label")
      const input = made("input", name)
      input.type = "date"
      input.required = true
      label.append(made("span"), input)
      form.append(label)
    }
    form.append(made("button", "take", "Show these days"))
    form.lastElementChild.type = "submit"
  }
  const [first, last] = form.querySelectorAll("input")
  const [from, to] = form.querySelectorAll("span")
  say(from, given.says)
  say(to, "to")
  for (const [input, value] of [[first, given.first], [last, given.last]]) {
    mark(input, "min", given.earliest)
    mark(input, "max", given.latest)
    if (document.activeElement !== input) input.value = value
  }
  form.onsubmit = event => {
    event.preventDefault()
    last.setCustomValidity(last.value < first.value ? "The last day comes before the first." : "")
    if (!form.reportValidity()) return
    const after = new Date(Date.parse(last.value) + DAY).toISOString().slice(0, 10)
    close()
    ask({ ...given.asks, [given.names[0]]: [first.value], [given.names[1]]: [after] })
  }
  first.oninput = last.oninput = () => last.setCustomValidity("")
}

function pills(list, given, ask) {
  const box = list.querySelector(".pills")
  hide(list.querySelector(".find"), given.options.length <= MANY)
  mark(list.querySelector(".find"), "aria-label", `Find a ${given.says.toLowerCase()}`)
  mark(box, "role", "group")
  mark(box, "aria-label", given.says)
  put(box, given.options.length, () => made("button")).forEach((pill, i) => {
    const option = given.options[i]
    say(pill, option.label)
    mark(pill, "aria-pressed", String(option.on))
    pill.onclick = () => {
      if (!given.name) {
        list.hidePopover()
        ask(option.asks)
        return
      }
      pill.setAttribute("aria-pressed", String(pill.getAttribute("aria-pressed") !== "true"))
      const on = [...box.children].map((each, j) => each.getAttribute("aria-pressed") === "true" && given.options[j].value)
      ask({ [given.name]: on.filter(value => value !== false) })
    }
  })
}

function fill(box, given, ask) {
  const [button, list] = box.children
  const words = button.firstElementChild
  say(words, given.label)
  mark(words, "class", given.on ? "words on" : "words")
  button.disabled = Boolean(given.help)
  mark(button, "title", given.help || given.label)
  mark(button, "style", `--wide: ${given.width}px`)
  mark(list, "aria-label", given.says)
  say(list.firstElementChild, given.says)
  pills(list, given, ask)
  days(list.lastElementChild, given.days, ask, () => list.hidePopover())
}

function build(root) {
  const fold = made("button", "fold")
  const bar = made("div", "bar")
  fold.setAttribute("aria-expanded", "false")
  fold.onclick = () => fold.setAttribute("aria-expanded", String(bar.classList.toggle("unfolded")))
  root.append(fold, bar, made("div", "line"))
}

export default ({ data: [data], parentElement, setTriggerValue }) => {
  const root = parentElement.querySelector(".scope")
  if (!root.children.length) build(root)
  const [fold, bar, line] = root.children
  const ask = asks => setTriggerValue("asked", asks)
  say(fold, data.fold)
  if (!bar.children.length) {
    bar.append(...data.controls.map(given => control(given.key)), made("button", "clear", "Clear"))
  }
  data.controls.forEach((given, i) => fill(bar.children[i], given, ask))
  const clear = bar.lastElementChild
  clear.disabled = data.clear.off
  mark(clear, "title", "Clear every filter")
  clear.onclick = () => ask(data.clear.asks)
  const texts = data.said.map(text => made("span", "", text))
  const out = data.out.map(given => {
    const button = made("button", "out", given.label)
    button.title = given.help
    button.onclick = () => ask(given.asks)
    return button
  })
  line.replaceChildren(...texts, ...out)
}
