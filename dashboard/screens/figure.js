// Draws one figure with plotly.js in the element it has; only the newest of what was asked is drawn.
const LEAST_WIDTH = 150
let library

function load(address) {
  library ??= new Promise((done, failed) => {
    const script = document.createElement("script")
    script.src = new URL(address, document.baseURI)
    script.onload = () => done(window.Plotly)
    script.onerror = () => {
      library = undefined
      failed(new Error("The figures' library could not be fetched. Reload the page."))
    }
    document.head.append(script)
  })
  return library
}

function width(place) {
  return Math.max(place.clientWidth, LEAST_WIDTH)
}

function key(event) {
  const value = event.points?.[0]?.customdata
  return Array.isArray(value) ? value[0] : value
}

function listen(place, Plotly) {
  place.on("plotly_click", event => {
    const pressed = key(event)
    if (place.asked.pressable && typeof pressed === "string") place.press(pressed)
  })
  place.on("plotly_hover", event => {
    place.classList.toggle("over", place.asked.pressable && typeof key(event) === "string" && key(event) !== "")
  })
  place.on("plotly_unhover", () => place.classList.remove("over"))
  new ResizeObserver(() => {
    if (place.clientWidth && width(place) !== place.layout.width) Plotly.relayout(place, { width: width(place) })
  }).observe(place)
}

export default async ({ data: [data], parentElement, setTriggerValue }) => {
  const place = parentElement.querySelector(".figure")
  const { data: traces, layout } = JSON.parse(data.figure)
  place.setAttribute("aria-label", data.alt)
  place.style.height = `${layout.height}px`
  place.asked = data
  place.press = value => setTriggerValue("pressed", value)
  const Plotly = await load(data.library)
  if (place.asked !== data) return
  const fresh = !place.layout
  const config = { displayModeBar: false, doubleClick: false, staticPlot: data.still }
  await Plotly.react(place, traces, { ...layout, width: width(place) }, config)
  if (fresh) listen(place, Plotly)
}
