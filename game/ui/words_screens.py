"""Words of the screens around and over the room, in both languages."""

from __future__ import annotations

SCREEN_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Lanthanide", "镧系"),
    "replay": ("Replay", "回放"),
    "classroom": ("Classroom", "课堂"),
    "codex": ("Codex", "百科"),
    "load": ("Saved games", "存档"),
    "no_sound": ("No sound device was found: the game is silent.", "未找到声音设备，游戏将静音。"),
    # Scenario picker
    "opens_with": ("Opens with", "开局形势"),
    "history_got": ("History got", "历史结果"),
    "best_so_far": ("Your best", "个人最佳"),
    "not_played": ("not played yet", "尚未玩过"),
    "difficulty_1": ("short", "短局"),
    "difficulty_2": ("medium", "中局"),
    "difficulty_3": ("long", "长局"),
    "difficulty_tip": (
        "How much there is to decide\nBy turns, and cards at twice their number: under 40, under 85, more.",
        "需要决断的多少\n回合数加两倍议题数：不足40、不足85、85以上。",
    ),
    # Briefing
    "facts": ("What is known", "已知事实"),
    "up_to_today": ("History's run up to today", "截至今日的历史推演"),
    "sources_link": ("Sources", "出处"),
    # Saves
    "delete": ("Delete", "删除"),
    "delete_sure": ("Delete the save {}? This cannot be undone.", "删除存档“{}”？此操作无法撤销。"),
    "deleted": ("Deleted.", "已删除。"),
    "newest_first": ("newest first", "由新到旧"),
    "gauges_over_time": (
        "Share, price and leverage over the turns\nThe line in the middle is history's 100.",
        "各回合的份额、价格与筹码\n中线为历史的100。",
    ),
    # Turn report
    "turn_report": ("What the turn brought", "回合报告"),
    "ministries": ("What the ministries say", "各方意见"),
    "happened": ("What happened", "大事"),
    "go_on": ("Go on", "继续"),
    "report_always": ("Show after every turn", "每回合后显示"),
    # Debrief
    "export_run": ("Keep this run", "保存本局"),
    "export_report": ("Report (HTML)", "报告（HTML）"),
    "export_csv": ("Figures (CSV)", "数据（CSV）"),
    "export_journal": ("Journal", "记录"),
    "exported": ("Written to {}", "已写入 {}"),
    "no_export": ("No folder can be written on this machine.", "本机没有可写入的文件夹。"),
    "watch_again": ("Watch as a film", "回放本局"),
    # Codex
    "codex_search": ("Search", "搜索"),
    "codex_left": ("Back (Alt+Left)", "后退（Alt+左）"),
    "codex_right": ("Forward (Alt+Right)", "前进（Alt+右）"),
    "codex_nothing": ("Nothing found for {}.", "没有找到“{}”。"),
    # Replay
    "replay_pick": ("Choose a run to watch", "选择要回放的一局"),
    "replay_none": (
        "There is nothing to watch yet. Every save and every finished run appears here.",
        "暂无可回放的内容。每份存档和每局终局都会列在这里。",
    ),
    "history_film": ("History's own campaign", "历史本身的战役"),
    "orders": ("Orders of this turn", "本回合命令"),
    "no_orders": ("No orders.", "无命令。"),
    "read_only": ("A film: nothing can be changed", "回放中，不能改动"),
    "speed": ("Speed", "速度"),
    # Classroom
    "class_intro": (
        "Each pupil plays a level and hands in its journal. Put the journals into one folder and choose it here: every"
        " run is played again on this machine and scored, so that a claimed score cannot be wrong.",
        "每名学生玩同一关，交上本局记录。把记录放进一个文件夹并在此选择：每一局都会在本机重新推演并计分，"
        "因此自报的分数不可能有假。",
    ),
    "class_folder": ("Folder", "文件夹"),
    "class_up": ("One level up", "上一级"),
    "class_count": ("{} journals", "{}份记录"),
    "class_score": ("Score this folder", "为此文件夹计分"),
    "class_empty": ("No journals in this folder.", "此文件夹中没有记录。"),
    "class_run": ("Run", "局"),
    # Autoplay
    "auto": ("Autoplay", "自动推进"),
    "auto_tip": (
        "Autoplay\nEnds turns by itself and stops at cards, warnings and the end. Press again for more speed.",
        "自动推进\n自动结束回合，遇议题、警告或终局即停。再按一次加速。",
    ),
    # Guide
    "guide": ("Guide", "引导"),
    "guide_next": ("Next", "下一步"),
    "guide_leave": ("Leave", "退出引导"),
    "guide_end": ("Done", "完成"),
    "guide_tip": (
        "Guide\nEight steps through the room; goes on where you left it.",
        "引导\n八步了解全室，从上次中断处继续。",
    ),
    "guide_1": (
        "The score\nShare, price and leverage. 100 is what history got; the tick marks it.",
        "得分\n份额、价格、筹码。100是历史所得，刻线即是。",
    ),
    "guide_2": (
        "Political capital\nEvery move of a lever costs some. It grows back with the approval of six constituencies.",
        "政治资本\n每动一次杠杆都要花费一些。六方支持越高，恢复越快。",
    ),
    "guide_3": (
        "The levers\nSeven groups. Move one and let go. The diamond is where history stood, the badge what it costs.",
        "杠杆\n共分七组。拖动后松手即可。菱形是历史的位置，徽标是代价。",
    ),
    "guide_4": (
        "The forecast\nWhile you drag, the pale lines show what the engine expects. History is dashed.",
        "预测\n拖动时，浅色线是引擎的预计。虚线为历史。",
    ),
    "guide_5": (
        "Orders\nWhat you ordered this turn, and when it binds. Undo takes back the last one.",
        "命令\n本回合已下的命令及其生效时间。“撤销”收回最近一条。",
    ),
    "guide_6": (
        "Time\nEnd the turn with Space. Autoplay runs on until a card waits or something is wrong.",
        "时间\n按空格结束回合。自动推进会一直走到有议题待决或出现警告。",
    ),
    "guide_7": (
        "Cards\nNow and then a decision cannot wait. Costs and effects are stated; none is free.",
        "议题\n时有不容拖延的决断。代价与影响都已写明，没有哪个选项不用付出。",
    ),
    "guide_8": (
        "The codex\nF1 explains the formulas, F2 opens the codex with its sources. The rest is yours to decide.",
        "百科\nF1说明公式，F2打开百科并列出处。余下的，由你决定。",
    ),
    "sound": ("Sounds", "音效"),
    "music": ("Era themes", "时代音乐"),
}
