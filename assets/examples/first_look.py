# A first look at Lanthanide from Python. Run it whole, or cell by cell in an editor that knows `# %%`.

# %% A level, played as history played it, and as nobody did
from game import FIGURES, ensemble, figures, load_level, months, policy, run, score, simulate, unit_of

level = load_level("quota-years")
history = run(level, "history")
hands_off = run(level, "none")
print(
    level.title.en,
    "-",
    f"{months(level)[0]} to {months(level)[-1]}, {len(level.levers)} levers, {len(FIGURES)} figures",
)
for name, session in (("history", history), ("hands off", hands_off)):
    points = score(session)
    lines = ", ".join(f"{line.name} {line.points:.1f}" for line in points.headlines())
    print(f"{name:10} overall {points.overall:.1f} ({lines})")

# %% Figures are arrays by month, the true ones or as Beijing knew them
NAME = "china_smuggled_t"
true, known = figures(history, [NAME])[NAME], figures(history, [NAME], known=True)[NAME]
for place in range(0, len(true), 12):
    year = slice(place, place + 12)
    print(f"{months(level)[place][:4]}  smuggled {true[year].sum():8.0f} t, known of it {known[year].sum():8.0f} t")
print("unit of a month's value:", unit_of(NAME))

# %% An order on top of history, by the rules: what it costs and what is refused counts
tighter = policy("tighter", orders=[("2010-07", "export_quota_light", 20000.0)])
print(f"a quota of 20,000 t from July 2010: overall {score(run(level, tighter)).overall:.1f}")

# %% The same order under sixteen parameter sets that fit the past about as well, by the economy alone
looser = policy("looser", orders=[("2010-07", "export_quota_light", 40000.0)])
many = simulate(level, [tighter, looser], ensemble(level, 16), ["export_price_usd_per_t"])
prices = many.figures["export_price_usd_per_t"]  # (months, policies, sets)
assert prices.shape == (len(months(level)), 2, 16)
for place, name in enumerate(("tighter", "looser")):
    overall, highest = many.scores[place, :, 0], prices[:, place].max(axis=0)
    print(f"{name}: overall {overall.min():.1f} to {overall.max():.1f},", end=" ")
    print(f"highest price {highest.min():,.0f} to {highest.max():,.0f} USD/t")

# %% Many more: lanthanide sweep assets/examples/sweep.toml --out out/sweep, or game.sweep(...)
