// Runs before the first paint so that a reader who chose the dark look never sees a white flash.
// A separate file, not inline: the content security policy allows only our own script files.
;(function () {
  var chosen = null
  try {
    chosen = localStorage.getItem('kho-color-scheme')
  } catch {
    chosen = null
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
