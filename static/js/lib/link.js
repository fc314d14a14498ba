import { gettext, interpolate } from "./i18n.js";
import { clockTime, onBodyClock } from "./time.js";

/** What to do when a line breaks, in words: pure functions over the view. The way on is named, never only the fault. */

/**
 * The notice of the desk and the chair about a side of the sitting that fell silent together.
 * @returns {{title: string, words: string, canGoOn: boolean} | null}
 */
export function linkNotice(view) {
  const { link } = view;
  if (!link || !["open", "suspended"].includes(view.sitting?.state)) return null;
  const facts = { people: link.persons?.length ?? 0, time: clockTime(link.since) };
  if (link.side === "room") {
    return {
      title: interpolate(gettext("Mất kết nối với %(people)s thiết bị trong phòng họp từ %(time)s"), facts),
      words: gettext("Đề nghị gọi điện cho phòng họp. Phòng họp có thể làm việc tiếp theo danh sách và dùng “Biểu quyết bằng phiếu giấy”; nếu không, đề nghị tạm nghỉ."),
      canGoOn: false,
    };
  }
  const left = quorumWithout(view);
  return {
    title: interpolate(gettext("Mất kết nối với %(people)s người dự trực tuyến từ %(time)s"), facts),
    words: !left
      ? gettext("Phòng họp vẫn làm việc bình thường. Người dự trực tuyến được ghi nhận lại ngay khi kết nối lại.")
      : interpolate(
          left.ok
            ? gettext("Phòng họp vẫn làm việc bình thường. Không tính người mất kết nối, có mặt %(present)s/%(total)s thành viên (cần ít nhất %(needed)s): có thể họp tiếp.")
            : gettext("Không tính người mất kết nối, có mặt %(present)s/%(total)s thành viên (cần ít nhất %(needed)s): chưa đủ điều kiện. Đề nghị tạm nghỉ chờ kết nối lại; việc cần ngay có thể dùng “Biểu quyết bằng phiếu giấy” khi đủ thành viên tại phòng họp."),
          left,
        ),
    canGoOn: Boolean(left?.ok),
  };
}

/** The quorum of those who are left: the lost ones count no longer, also before their presence has lapsed. */
export function quorumWithout(view) {
  const quorum = view.sitting?.quorum;
  if (!quorum) return null;
  const lost = new Set(view.link?.persons ?? []);
  const counted = Object.values(view.seats ?? {}).filter((seat) => seat && seat.presence === "online" && lost.has(seat.person));
  const present = quorum.present - counted.length;
  return { present, total: quorum.total, needed: quorum.needed, ok: present >= quorum.needed };
}

/** Of the desk's page that has itself lost the server. */
export function serverNotice(stream) {
  if (stream.state !== "lost") return null;
  return {
    title: lostTitle(stream),
    words: gettext("Giữ nguyên trang này; hệ thống tự kết nối lại. Trong lúc chờ, phiên họp có thể thảo luận tiếp hoặc tạm nghỉ; nếu phải biểu quyết ngay, dùng “Biểu quyết bằng phiếu giấy” và nhập kết quả sau."),
  };
}

/** Of a member's page that has lost the server: one line. */
export function serverLine(stream) {
  if (stream.state !== "lost") return "";
  return `${lostTitle(stream)}. ${gettext("Tài liệu đang mở vẫn đọc được; việc chưa gửi được sẽ tự gửi khi kết nối lại. Nếu đang biểu quyết, đề nghị theo hướng dẫn của người chủ trì.")}`;
}

const lostTitle = (stream) =>
  stream.heardAt
    ? interpolate(gettext("Mất kết nối với máy chủ từ %s"), [clockTime(onBodyClock(stream.heardAt))])
    : gettext("Chưa kết nối được với máy chủ");
