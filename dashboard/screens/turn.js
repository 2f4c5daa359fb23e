// Turns slides: arrow keys, space, page keys (a clicker sends these), a press on the arrows, or a clock on a wall.
const STEPS = {
  ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, Enter: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Backspace: -1,
}
let state = { place: 0, last: 0 }
let send = () => {}
let clock = 0

function to(place) {
  const next = Math.min(Math.max(place, 0), state.last)
  if (next !== state.place) send(next)
}

function pressed(event) {
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return
  if (event.altKey || event.ctrlKey || event.metaKey) return
  if (event.key === "Escape") return send("end")
  if (event.key === "Home") return to(0)
  if (event.key === "End") return to(state.last)
  const step = STEPS[event.key]
  if (step === undefined) return
  if ((event.key === " " || event.key === "Enter") && event.target.closest?.("button, a")) return
  event.preventDefault()
  to(state.place + step)
}

function button(label, words, act, disabled) {
  const element = document.createElement("button")
  element.type = "button"
  element.textContent = label
  element.setAttribute("aria-label", words)
  element.disabled = disabled
  element.onclick = act
  return element
}

function screen() {
  if (document.fullscreenElement) document.exitFullscreen()
  else document.documentElement.requestFullscreen?.()
}

export default ({ data: [data], parentElement, setTriggerValue }) => {
  state = data
  send = value => setTriggerValue("to", value)
  document.removeEventListener("keydown", pressed)
  document.addEventListener("keydown", pressed)
  clearTimeout(clock)
  if (data.seconds) {
    clock = setTimeout(() => send(data.place === data.last ? 0 : data.place + 1), data.seconds * 1000)
  }
  parentElement.querySelector(".turn").replaceChildren(
    button("←", "Previous slide", () => to(state.place - 1), data.place === 0),
    button("→", "Next slide", () => to(state.place + 1), data.place === data.last),
    button("Full screen", "Full screen", screen, false),
    button("End", "End the presentation", () => send("end"), false),
  )
  return () => {
    document.removeEventListener("keydown", pressed)
    clearTimeout(clock)
  }
}
