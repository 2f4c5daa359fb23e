// What the app's own components share: elements that are made once and then only told what is different, because the
// page is watched and most of it stays as it is.
function made(tag, kind, text) {
  const element = document.createElement(tag)
  if (kind) element.className = kind
  if (text !== undefined) element.textContent = text
  if (tag === "button") element.type = "button"
  return element
}

function say(element, text) {
  if (element.textContent !== text) element.textContent = text
}

function mark(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value)
}

function hide(element, hidden) {
  if (element.hidden !== hidden) element.hidden = hidden
}

function put(parent, count, build) {
  while (parent.children.length > count) parent.lastElementChild.remove()
  while (parent.children.length < count) parent.append(build())
  return [...parent.children]
}

// What opens below a button stands inside the window, and stays there when the page is scrolled.
function opens(button, list, id) {
  const stand = () => {
    const at = button.getBoundingClientRect()
    list.style.top = `${Math.min(at.bottom + 4, window.innerHeight - Math.min(list.offsetHeight + 8, 320))}px`
    list.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - list.offsetWidth - 8))}px`
  }
  list.id = id
  list.popover = "auto"
  button.setAttribute("popovertarget", id)
  list.addEventListener("toggle", event => {
    const opened = event.newState === "open"
    button.setAttribute("aria-expanded", String(opened))
    if (opened) stand()
    document[opened ? "addEventListener" : "removeEventListener"]("scroll", stand, true)
  })
}
