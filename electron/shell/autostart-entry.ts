/**
 * The path by which the app is started: on Linux a launcher has the program's name, and the program itself lies beside
 * it with `.bin` at the end.
 */
export function launcherOf(program: string): string {
  return program.replace(/\.bin$/, '');
}

/**
 * The file with which a Linux desktop starts the kiosk at login: an entry of the XDG autostart specification.
 *
 * @param program the path of the app's program or AppImage
 */
export function autostartEntry(program: string): string {
  // In Exec these four characters are reserved, and a percent sign begins a field code. The rules for strings then
  // unescape backslashes once more.
  const quoted = program.replace(/["`$\\]/g, String.raw`\$&`).replaceAll('%', '%%');
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Confera Kiosk',
    `Exec="${quoted.replaceAll('\\', '\\\\')}"`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}
